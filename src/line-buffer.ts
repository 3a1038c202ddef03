/** Cuts text that comes in pieces into lines. */
export interface LineBuffer {
  write(text: string): void
  /** Hands on the last line when no line feed ended it. */
  end(): void
}

/** @param onLine told each line, without its line feed */
export function createLineBuffer(onLine: (line: string) => void): LineBuffer {
  let rest = ''
  return {
    write(text) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line.replace(/\r$/, ''))
    },
    end() {
      if (rest !== '') onLine(rest)
      rest = ''
    },
  }
}
