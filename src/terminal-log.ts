import type { Writable } from 'node:stream'
import { renderInert } from './inert.js'
import { createLineBuffer } from './line-buffer.js'
import type { Log } from './log.js'

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 100

export interface Terminal {
  readonly stream: Writable
  /** Lines can be written over: a spinner with the running time is shown. */
  readonly interactive: boolean
}

/** The log of a run in a terminal: a spinner while a step works, then one line with its time. */
export function createTerminalLog({ stream, interactive }: Terminal): Log {
  // Steps may overlap; the one that began last is shown.
  const running: { readonly title: string; readonly started: number; frame: number }[] = []
  const clear = () => interactive && stream.write('\r\x1b[K')
  const paint = () => {
    const step = running.at(-1)
    if (!step || !interactive) return
    step.frame = (step.frame + 1) % FRAMES.length
    stream.write(`\r\x1b[K${FRAMES[step.frame]} ${step.title} ${seconds(step.started)}`)
  }
  const print = (text: string) => {
    clear()
    stream.write(`${renderInert(text)}\n`)
    paint()
  }
  return {
    async step(title, work) {
      const own = { title: renderInert(title), started: performance.now(), frame: 0 }
      running.push(own)
      if (!interactive) stream.write(`… ${own.title}\n`)
      const timer = interactive ? setInterval(paint, FRAME_MS) : undefined
      try {
        const value = await work()
        clear()
        stream.write(`✓ ${own.title} ${seconds(own.started)}\n`)
        return value
      } catch (error) {
        clear()
        stream.write(`✗ ${own.title} ${seconds(own.started)}\n`)
        throw error
      } finally {
        clearInterval(timer)
        running.splice(running.indexOf(own), 1)
      }
    },
    info: (text) => print(`  ${text}`),
    warning: (text) => print(`! ${text}`),
    async group(title, work) {
      let titled = false
      const lines = createLineBuffer((line) => {
        if (!titled) print(`  ${title}`)
        titled = true
        print(`    ${renderInert(line)}`)
      })
      try {
        return await work(lines.write)
      } finally {
        lines.end()
      }
    },
  }
}

function seconds(started: number): string {
  return `(${((performance.now() - started) / 1000).toFixed(1)} s)`
}
