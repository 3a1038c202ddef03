/**
 * The agent's protocol on its standard output (agent/frames.go): one byte of type, four bytes of length (big
 * endian), payload. `H` hello, `T` trace, `O` stdout, `E` stderr, `S` stage, `R` result, `Z` end.
 */
export type FrameType = 'H' | 'T' | 'O' | 'E' | 'S' | 'R' | 'Z'

const TYPES = 'HTOESRZ'
const HEADER_BYTES = 5
/** The agent batches 64 KiB; anything near this limit is not the agent speaking. */
const MAX_PAYLOAD = 16 << 20

export interface FrameDecoder {
  write(chunk: Uint8Array): void
  /** What is wrong with the stream as a whole, one sentence each; empty when it is complete. */
  end(): string[]
}

/**
 * Cuts a byte stream into frames. After the first byte that cannot belong to a frame, everything is dropped and
 * `end` says so.
 */
export function createFrameDecoder(onFrame: (type: FrameType, payload: Buffer) => void): FrameDecoder {
  let rest: Buffer = Buffer.alloc(0)
  let broken: string | null = null
  let ended = false
  return {
    write(chunk) {
      if (broken !== null) return
      rest =
        rest.length === 0
          ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
          : Buffer.concat([rest, chunk])
      let at = 0
      while (rest.length - at >= HEADER_BYTES) {
        const type = String.fromCharCode(rest[at] ?? 0) as FrameType
        const length = rest.readUInt32BE(at + 1)
        if (ended || !TYPES.includes(type) || length > MAX_PAYLOAD) {
          broken = "The agent's stream holds bytes that are no frame."
          return
        }
        if (rest.length - at < HEADER_BYTES + length) break
        onFrame(type, rest.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length))
        ended = type === 'Z'
        at += HEADER_BYTES + length
      }
      rest = rest.subarray(at)
    },
    end() {
      if (broken !== null) return [broken]
      if (rest.length > 0) return ["The agent's stream ended in the middle of a frame."]
      return ended ? [] : ["The agent's stream ended before its end mark."]
    },
  }
}
