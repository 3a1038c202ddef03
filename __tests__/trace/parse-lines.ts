import { createTraceParser } from '../../src/trace/trace-parser.js'

/** What the parser tells of a trace, one line of text an event, for tables in tests. */
export function parseLines(text: string | Uint8Array, chunkSize = Number.POSITIVE_INFINITY): string[] {
  const events: string[] = []
  const parser = createTraceParser(
    {
      call: (call) => {
        const result = [call.outcome, call.errno?.text, call.value()].filter(Boolean).join(' ')
        events.push(`${call.pid} call ${call.line} ${call.name.text}(${call.args()}) ${result}`)
      },
      begun: (call) => {
        events.push(`${call.pid} begun ${call.name.text}(${call.args()}`)
        return true
      },
      signal: (pid, name) => events.push(`${pid} signal ${name}`),
      stopped: (pid, name) => events.push(`${pid} stopped ${name}`),
      exit: (pid, exit) => events.push(`${pid} exit ${JSON.stringify(exit)}`),
      superseded: (pid, by) => events.push(`${pid} superseded by ${by}`),
      unreadable: (line) => events.push(`unreadable ${line}`),
    },
    { nameOf: (number) => ({ 425: 'io_uring_setup', 435: 'clone3' })[number] },
  )
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const size = Math.min(chunkSize, bytes.length)
  const chunk = Buffer.alloc(size)
  for (let at = 0; at < bytes.length; at += size) {
    // One buffer for all chunks: a parser that keeps a view of it instead of a copy fails.
    chunk.fill(0)
    const piece = bytes.subarray(at, at + size)
    chunk.set(piece)
    parser.write(chunk.subarray(0, piece.length))
  }
  if (parser.end()) events.push('cut')
  return events
}
