import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createFrameDecoder, type FrameType } from '../../src/boot/frames.js'

function frame(type: string, payload: string): Buffer {
  const bytes = Buffer.from(payload)
  const header = Buffer.alloc(5)
  header.write(type, 'latin1')
  header.writeUInt32BE(bytes.length, 1)
  return Buffer.concat([header, bytes])
}

function decode(chunks: readonly Buffer[]): { frames: [FrameType, string][]; problems: string[] } {
  const frames: [FrameType, string][] = []
  const decoder = createFrameDecoder((type, payload) => frames.push([type, payload.toString()]))
  for (const chunk of chunks) decoder.write(chunk)
  return { frames, problems: decoder.end() }
}

const WHOLE = Buffer.concat([
  frame('H', '{}'),
  frame('T', '1 read(0'),
  frame('O', ''),
  frame('R', '{"a":1}'),
  frame('Z', ''),
])

describe('createFrameDecoder', () => {
  it('gives the same frames for any cut of the bytes', () => {
    const expected = decode([WHOLE])
    expect(expected).toEqual({
      frames: [
        ['H', '{}'],
        ['T', '1 read(0'],
        ['O', ''],
        ['R', '{"a":1}'],
        ['Z', ''],
      ],
      problems: [],
    })
    fc.assert(
      fc.property(fc.array(fc.nat(WHOLE.length)), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), WHOLE.length]
        const chunks = edges.slice(1).map((edge, i) => WHOLE.subarray(edges[i], edge))
        expect(decode(chunks)).toEqual(expected)
      }),
    )
  })

  it('calls every proper prefix incomplete', () => {
    for (let length = 0; length < WHOLE.length; length++) {
      expect(decode([WHOLE.subarray(0, length)]).problems).toHaveLength(1)
    }
  })

  it.each([
    ['text', Buffer.from('docker: Error response from daemon')],
    ['bytes after the end mark', Buffer.concat([WHOLE, frame('T', 'x')])],
    ['an absurd length', Buffer.from([0x54, 0xff, 0xff, 0xff, 0xff])],
  ])('reports %s as no frame', (_, bytes) => {
    expect(decode([bytes]).problems).toEqual(["The agent's stream holds bytes that are no frame."])
  })
})
