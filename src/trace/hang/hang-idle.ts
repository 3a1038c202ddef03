import { type Goroutine, ownFrame } from './goroutines.js'
import { type HangFinding, since } from './hang-finding.js'
import { type HangView, isSystemMonitor } from './hang-view.js'
import { POLL_CALLS } from './poll-calls.js'

const LOCK_STATES = /^(chan |select|semacquire|sync\.)/

export function sleeping({ goroutines }: HangView): HangFinding | null {
  const main = mainOf(goroutines)
  if (main?.state !== 'sleep') return null
  return {
    sentence: `main sleeps (time.Sleep)${placeOf(main)}.`,
    hint: 'If it is a service, say when it is ready (ready: tcp:PORT).',
  }
}

export function networkIdle({ threads, goroutines }: HangView): HangFinding | null {
  const polls = threads.find(({ call }) => call !== null && POLL_CALLS.test(call))
  const waits = goroutines.find(({ state }) => state === 'IO wait')
  const others = goroutines.some(({ state }) => LOCK_STATES.test(state))
  if (!polls || (!waits && (others || goroutines.length > 0))) return null
  const who = waits ? ` (${waits.id === 1 ? 'main' : `goroutine ${waits.id}`}${placeOf(waits)})` : ''
  return {
    thread: polls,
    sentence: `Its event loop is idle: ${polls.call} waits ${since(polls)} and nothing comes from any socket or pipe${who}. It waits for the network or for a client.`,
    hint: 'If it serves, let ready and exercise name its port; if it needs a peer, let it start without.',
  }
}

export function deadlock({ threads, goroutines }: HangView): HangFinding | null {
  const live = threads.filter((thread) => !isSystemMonitor(thread) && thread.state !== 'Z')
  const parked = live.every(({ call }) => call === 'futex' || (call !== null && POLL_CALLS.test(call)))
  if (live.length === 0 || !parked) return null
  const main = mainOf(goroutines)
  const who = main ? ` main waits in ${main.state}${placeOf(main)}.` : ''
  const all = live.every(({ call }) => call === 'futex')
    ? 'All threads wait in futex'
    : 'All threads wait in futex or in the poller'
  return {
    sentence: `${all}: its goroutines or threads wait for each other, or for a signal.${who}`,
    hint: 'See who should release the lock or send to the channel.',
  }
}

function mainOf(goroutines: readonly Goroutine[]): Goroutine | undefined {
  return goroutines.find(({ id }) => id === 1)
}

function placeOf(goroutine: Goroutine): string {
  const frame = ownFrame(goroutine)
  return frame
    ? ` at ${frame.function} (${frame.file.slice(frame.file.lastIndexOf('/') + 1)}:${frame.line})`
    : ''
}
