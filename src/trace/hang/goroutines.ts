/** One goroutine as Go prints it after SIGQUIT (runtime/traceback.go). */
export interface Goroutine {
  readonly id: number
  /** For example `sync.Mutex.Lock`, `IO wait`, `chan receive`. */
  readonly state: string
  /** How long it waits, when Go says so; it does after a minute. */
  readonly minutes: number
  /** Innermost first. */
  readonly frames: readonly GoFrame[]
}

export interface GoFrame {
  readonly function: string
  readonly file: string
  readonly line: number
}

const HEAD = /^goroutine (\d+) (?:[a-z]+=\S+ )*\[([^\]]*)\]:$/
const FRAME = /^(\S.*?)\((?:[^()]*|\.\.\.)\)$/
const PLACE = /^\t(.+?):(\d+)(?: |$)/
const MAX_GOROUTINES = 200
const MAX_FRAMES = 50
const MAX_WORD = 200

/** Goroutines that the program itself started, goroutine 1 (main) first. Bounded; unknown lines are passed over. */
export function parseGoroutines(text: string): readonly Goroutine[] {
  const found: Goroutine[] = []
  for (const block of text.split(/\n\n+/)) {
    const goroutine = parseBlock(block.split('\n'))
    if (goroutine && !isRuntimeOwn(goroutine)) found.push(goroutine)
    if (found.length === MAX_GOROUTINES) break
  }
  return found.sort((a, b) => a.id - b.id)
}

function parseBlock(lines: readonly string[]): Goroutine | null {
  const head = HEAD.exec(lines[0] ?? '')
  if (!head) return null
  const words = (head[2] ?? '').split(', ')
  const minutes = words.map((word) => /^(\d+) minutes?$/.exec(word)?.[1]).find((word) => word !== undefined)
  const frames: GoFrame[] = []
  for (let i = 1; i + 1 < lines.length && frames.length < MAX_FRAMES; i++) {
    const name = FRAME.exec(lines[i] ?? '')
    const place = PLACE.exec(lines[i + 1] ?? '')
    if (!name || !place) continue
    frames.push({
      function: (name[1] ?? '').slice(0, MAX_WORD),
      file: (place[1] ?? '').slice(-MAX_WORD),
      line: Number(place[2]),
    })
    i++
  }
  return {
    id: Number(head[1]),
    state: (words[0] ?? '').slice(0, MAX_WORD),
    minutes: Number(minutes ?? 0),
    frames,
  }
}

/** The collector, the timers, the waiter for signals: nothing that the program waits for. */
function isRuntimeOwn({ id, frames }: Goroutine): boolean {
  if (id === 0) return true
  const outermost = frames.filter((frame) => frame.function !== 'runtime.goexit').at(-1)
  return outermost === undefined || (/^(runtime|os\/signal)\./.test(outermost.function) && id !== 1)
}

/** The innermost frame outside the standard library, whose packages have no dot before their first slash. */
export function ownFrame({ frames }: Goroutine): GoFrame | null {
  return (
    frames.find(({ function: name }) => {
      const first = name.includes('/') ? name.slice(0, name.indexOf('/')) : name.slice(0, name.indexOf('.'))
      return first === 'main' || first.includes('.')
    }) ?? null
  )
}

/** `goroutine 1 [sync.Mutex.Lock]: main.serve (main.go:12)` */
export function renderGoroutine(goroutine: Goroutine): string {
  const frame = ownFrame(goroutine) ?? goroutine.frames.find((one) => !one.function.startsWith('runtime.'))
  const waits = goroutine.minutes > 0 ? `, ${goroutine.minutes} min` : ''
  const place = frame ? `: ${frame.function} (${baseName(frame.file)}:${frame.line})` : ''
  return `goroutine ${goroutine.id} [${goroutine.state}${waits}]${place}`
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}
