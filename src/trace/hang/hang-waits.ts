import { type HangFinding, onDescriptor, since, subject } from './hang-finding.js'
import type { HangView } from './hang-view.js'

const LOCK_COMMAND = /\bF_(OFD_)?SETLKW(64)?\b/
const READ_CALLS = /^(read|readv|pread64|recvfrom|recvmsg|recvmmsg|accept|accept4)$/
const WRITE_CALLS = /^(write|writev|sendto|sendmsg|sendmmsg|splice|sendfile)$/
/** Kernel functions in which an open of a named pipe waits for the other side (fs/pipe.c, fs/fifo.c). */
const FIFO_WCHAN = /^(wait_for_partner|fifo_open)$/

export function stopped({ threads }: HangView): HangFinding | null {
  const thread = threads.find(({ state, stoppedBy }) => state === 'T' || (state === 't' && stoppedBy !== ''))
  if (!thread) return null
  const by = thread.stoppedBy || 'a signal'
  return {
    thread,
    sentence: `${subject(thread)} is stopped by ${by} and waits to be continued: SIGTTIN and SIGTTOU mean that it wants a terminal that is not its own, SIGSTOP that somebody stopped it.`,
    hint: 'Let it not ask a terminal when it has none.',
  }
}

export function entropy({ threads }: HangView): HangFinding | null {
  const thread = threads.find(
    ({ call, descriptor }) => call === 'getrandom' || (call !== null && descriptor === '/dev/random'),
  )
  if (!thread) return null
  return {
    thread,
    sentence: `${subject(thread)} waits for random numbers (${thread.call}) ${since(thread)}: the machine has not gathered enough entropy, as virtual machines of EL7 do soon after their boot.`,
    hint: 'Read /dev/urandom (crypto/rand does), and give the machine virtio-rng, rngd or haveged.',
  }
}

export function fileLock({ threads }: HangView): HangFinding | null {
  const thread = threads.find(
    ({ call, args, text }) =>
      call === 'flock' || (call?.startsWith('fcntl') === true && LOCK_COMMAND.test(text || args)),
  )
  if (!thread) return null
  return {
    thread,
    sentence: `${subject(thread)} waits ${since(thread)} for a lock on ${thread.descriptor || 'a file'} (${thread.call}), which another process holds, or itself through another descriptor.`,
    hint: 'Is a second copy of it running, or was the lock never given back?',
  }
}

export function fifoOpen({ threads }: HangView): HangFinding | null {
  const thread = threads.find(
    ({ call, wchan, forMs }) =>
      (call === 'openat' || call === 'open') &&
      (FIFO_WCHAN.test(wchan) || (wchan === '' && (forMs ?? 0) > 1000)),
  )
  if (!thread) return null
  return {
    thread,
    sentence: `${subject(thread)} is in ${thread.text} ${since(thread)}: opening a named pipe waits until somebody opens its other end.`,
    hint: 'Start the other side, or open it with O_NONBLOCK or O_RDWR.',
  }
}

export function reading({ threads }: HangView): HangFinding | null {
  const thread = threads.find(({ call }) => call !== null && READ_CALLS.test(call))
  if (!thread) return null
  return {
    thread,
    sentence: `${subject(thread)} waits ${since(thread)} in ${thread.call}${onDescriptor(thread)}: nothing comes, and the other side does not close.`,
    hint: 'Its standard input is /dev/null in the gate; who should write to it?',
  }
}

export function writing({ threads }: HangView): HangFinding | null {
  const thread = threads.find(({ call }) => call !== null && WRITE_CALLS.test(call))
  if (!thread) return null
  return {
    thread,
    sentence: `${subject(thread)} waits ${since(thread)} in ${thread.call}${onDescriptor(thread)}: nobody reads what it writes.`,
    hint: 'Who should read it?',
  }
}

export function disk({ threads }: HangView): HangFinding | null {
  const thread = threads.find(({ state }) => state === 'D')
  if (!thread) return null
  const where = thread.wchan === '' ? '' : ` (${thread.wchan})`
  return {
    thread,
    sentence: `${subject(thread)} waits for a disk or a network file system${where}, which no signal interrupts.`,
    hint: 'Is the machine short of memory, or a mount gone?',
  }
}
