import type { Decision } from '../../src/surface/call-rules.js'
import { decide, type SurfaceDecisions } from '../../src/surface/surface-decision.js'
import { type CallSample, callSamples, low } from './call-samples.js'

export const EBADF = 9
const EFAULT = 14
const NOBODY = 0xffff_ffffn

/** Calls that do no harm when the filter lets them through, since no descriptor or address is one. */
const HARMLESS = new Map([
  ['fallocate', (args: readonly bigint[]) => [NOBODY, ...args.slice(1)]],
  ['setsockopt', (args: readonly bigint[]) => [NOBODY, ...args.slice(1)]],
  ['getsockopt', (args: readonly bigint[]) => [NOBODY, ...args.slice(1)]],
  ['fcntl', (args: readonly bigint[]) => [NOBODY, ...args.slice(1)]],
])

/** x86_64's uretprobe and uprobe: Linux lets them past every filter, and kills who is no probe by SIGILL. */
const PAST_FILTERS = [335, 336]

export function isHarmless(name: string | undefined): boolean {
  return name !== undefined && HARMLESS.has(name)
}

/** Samples that can be made on the running kernel: what is refused, and what is harmless. */
export function harmlessSamples(decisions: SurfaceDecisions, perCall = 150): CallSample[] {
  return [...callSamples(decisions, perCall)].flatMap(({ number, args }) => {
    if (PAST_FILTERS.includes(number)) return []
    const name = decisions.get(number)?.name ?? ''
    const harmless = HARMLESS.get(name)?.(args)
    if (harmless) return [{ number, args: harmless }]
    return decide(decisions, number, low(args)).kind === 'errno' ? [{ number, args }] : []
  })
}

/** What the kernel answered is what was decided, or for a harmless call that its arguments are none. */
export function checkErrno(call: CallSample, decision: Decision, errno: number | undefined): void {
  if (decision.kind === 'errno') expect({ ...call, errno }).toEqual({ ...call, errno: decision.errno })
  else expect([EBADF, EFAULT]).toContain(errno)
}
