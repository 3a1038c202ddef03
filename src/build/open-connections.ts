/** States of a TCP socket that somebody may wait for (include/net/tcp_states.h). */
const STATES: Readonly<Record<string, string>> = { '01': 'connected', '02': 'not answered yet' }

/**
 * Reads /proc/net/tcp or tcp6: columns rem_address (2), st (3) and inode (9).
 * @param inodes of the sockets that count
 * @returns `10.0.0.1:443 (not answered yet)`
 */
export function openConnections(text: string, inodes: ReadonlySet<string>): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/)
    const state = STATES[fields[3] ?? '']
    const address = addressOf(fields[2] ?? '')
    return state !== undefined && address !== null && inodes.has(fields[9] ?? '')
      ? [`${address} (${state})`]
      : []
  })
}

/** `0100007F:1F90`: 32-bit words in the order of the host (little-endian on our machines), then the port. */
function addressOf(text: string): string | null {
  const match = /^((?:[0-9A-F]{8}){1,4}):([0-9A-F]{4})$/.exec(text)
  if (!match?.[1] || !match[2]) return null
  const words = match[1].match(/.{8}/g) ?? []
  const bytes = words.flatMap((word) => [...Buffer.from(word, 'hex').reverse()])
  const port = Number.parseInt(match[2], 16)
  if (bytes.length === 4) return `${bytes.join('.')}:${port}`
  const mapped = bytes.slice(0, 12).join() === '0,0,0,0,0,0,0,0,0,0,255,255'
  if (mapped) return `${bytes.slice(12).join('.')}:${port}`
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0)).toString(16),
  )
  return `[${groups.join(':')}]:${port}`
}
