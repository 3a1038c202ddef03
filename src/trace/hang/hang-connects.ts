import type { HangFinding } from './hang-finding.js'
import type { HangView } from './hang-view.js'
import { NO_ANSWER } from './last-calls.js'

const RETRY_SECONDS = 30

export function connecting({ at, connects, threads }: HangView): HangFinding | null {
  const attempt = connects.findLast((one) => one.pending)
  const thread = threads.find(({ call }) => call === 'connect')
  if (!attempt && !thread) return null
  const to = attempt?.address ?? 'somebody'
  const seconds = attempt ? at - attempt.last : (thread?.forMs ?? 0) / 1000
  return {
    ...(thread ? { thread } : {}),
    sentence: `It has been connecting to ${to} for ${seconds.toFixed(1)} s and nobody answers: ${reachOf(to)}`,
    hint: reachHint(to),
  }
}

export function connectingAgain({ at, connects }: HangView): HangFinding | null {
  const failed = connects.filter(
    ({ errno, last }) => errno !== null && errno !== 'EINPROGRESS' && at - last < RETRY_SECONDS,
  )
  const attempt = failed.findLast(({ address, attempts }) => attempts > 1 || isNameServer(address))
  if (!attempt) return null
  const { address, errno } = attempt
  const reason = errno === NO_ANSWER ? 'gets no answer' : `gets ${errno}`
  return {
    sentence: `It tries to reach ${address} again and again (${attempt.attempts} times) and ${reason}: ${reachOf(address)}`,
    hint: reachHint(address),
  }
}

function isNameServer(address: string): boolean {
  return address.endsWith(':53')
}

function reachOf(address: string): string {
  if (isNameServer(address)) return 'it looks a name up, and there is no name server here.'
  if (address.startsWith('unix ')) return 'the service behind that socket is not here.'
  if (/^(127\.|\[::1\])/.test(address)) return 'nothing accepts there, inside the engine.'
  return 'the engine has no network, so this never ends.'
}

function reachHint(address: string): string {
  if (/^(127\.|\[::1\])/.test(address) && !isNameServer(address))
    return 'Start what it needs beside it, or let it start without.'
  return 'Let it start without its peers: give it arguments or env for that, or a stand-in on loopback.'
}
