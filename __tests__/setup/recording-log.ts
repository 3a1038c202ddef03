import type { Log } from '../../src/log.js'

/** A log that keeps every line, for asserting on what a person would read. */
export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = []
  return {
    lines,
    step: (title, work) => {
      lines.push(title)
      return work()
    },
    info: (text) => void lines.push(text),
    warning: (text) => void lines.push(`warning: ${text}`),
    group: (title, work) => {
      lines.push(title)
      return work((text) => void lines.push(text))
    },
  }
}
