import { createTraceSummary, type TraceWatch } from '../trace/summary.js'
import type { TraceSummary } from '../trace/trace-summary.js'
import type { AgentResult } from './agent-result.js'
import { createFrameDecoder } from './frames.js'

/** Characters of stdout and of stderr that are kept at the most; the agent already limits what it sends. */
const MAX_LOG_BYTES = 1 << 20

/** First frame of the agent (agent/frames.go). */
export interface AgentHello {
  /** `uname -r` as the agent sees it. */
  readonly kernel: string
  /** Text of /etc/os-release in the engine; empty when there is none. */
  readonly osRelease: string
}

/** Everything that the agent sent, taken apart. */
export interface AgentStream {
  /** @throws SyntaxError when a message is no JSON */
  write(chunk: Uint8Array): void
  end(): AgentMessages
}

export interface AgentMessages {
  readonly hello: AgentHello | null
  readonly result: AgentResult | null
  readonly trace: TraceSummary
  readonly stdout: string
  readonly stderr: string
  /** What is wrong with the stream, one sentence each. */
  readonly problems: readonly string[]
}

export interface AgentStreamHandlers {
  nameOf(number: number): string | undefined
  /** What the trace is watched for beside the names of calls. */
  readonly watch: TraceWatch
  onStage(text: string): void
  /** Raw trace bytes; the buffer is the receiver's to keep. */
  onTrace(bytes: Buffer): void
}

/** Reads the agent's frames as they come: the trace is summarised and passed on, never held. */
export function createAgentStream(handlers: AgentStreamHandlers): AgentStream {
  const summary = createTraceSummary({ nameOf: handlers.nameOf, watch: handlers.watch })
  const stdout = createLog()
  const stderr = createLog()
  let hello: AgentHello | null = null
  let result: AgentResult | null = null
  const decoder = createFrameDecoder((type, payload) => {
    if (type === 'T') {
      summary.write(payload)
      handlers.onTrace(Buffer.from(payload))
    } else if (type === 'O') stdout.write(payload)
    else if (type === 'E') stderr.write(payload)
    else if (type === 'H') hello = JSON.parse(payload.toString('utf8')) as AgentHello
    else if (type === 'R') result = JSON.parse(payload.toString('utf8')) as AgentResult
    else if (type === 'S') handlers.onStage(stageText(payload))
  })
  return {
    write: (chunk) => decoder.write(chunk),
    end: () => ({
      hello,
      result,
      trace: summary.end(),
      stdout: stdout.text(),
      stderr: stderr.text(),
      problems: decoder.end(),
    }),
  }
}

function stageText(payload: Buffer): string {
  const { stage, text } = JSON.parse(payload.toString('utf8')) as { stage: string; text: string }
  return text === '' ? stage : `${stage}: ${text}`
}

function createLog(): { write(bytes: Buffer): void; text(): string } {
  const parts: Buffer[] = []
  let size = 0
  return {
    write(bytes) {
      if (size < MAX_LOG_BYTES) parts.push(Buffer.from(bytes))
      size += bytes.length
    },
    text: () => Buffer.concat(parts).toString('utf8'),
  }
}
