import { GateError } from '../errors.js'
import type { KernelProfile, OfferedSpace } from '../kernel/kernel-profile.js'
import type { Architecture, Syscall } from '../kernel/syscall-table.js'
import { renderBpf } from './render-bpf.js'
import { isEmpty, refusalsOf } from './space-rules.js'
import type { MemoryRule, SurfacePlan } from './surface-plan.js'

/**
 * What the agent enforces of a kernel on this host.
 * @throws GateError `no-such-kernel` when the target kernel does not exist for the host's architecture, and what
 * renderBpf throws
 */
export function buildSurfacePlan(
  profile: KernelProfile,
  table: readonly Syscall[],
  host: Architecture,
): SurfacePlan {
  if (profile.syscalls[host].size === 0) {
    throw new GateError({
      stage: 'boot',
      code: 'no-such-kernel',
      fault: 'user',
      message: `There is no ${profile.title} for ${host}, the machine that the gate runs on.`,
      hint: `Run the gate on ${profile.architectures.join(' or ')}, or choose a target that exists for ${host}.`,
    })
  }
  return {
    filter: toBase64(renderBpf(profile, table, host)),
    uname: { release: profile.release, version: profile.version },
    absentPaths: profile.absentPaths.map(({ pattern }) => pattern),
    contents: profile.contents,
    memory: profile.spaces.flatMap((space) => memoryRules(profile, table, host, space)),
  }
}

function memoryRules(
  profile: KernelProfile,
  table: readonly Syscall[],
  host: Architecture,
  offered: OfferedSpace,
): readonly MemoryRule[] {
  const { id, when, source, kind, mask, syscalls } = offered.space
  const refusals = refusalsOf(offered)
  if (source.kind === 'argument' || isEmpty(refusals)) return []
  const numbers = table
    .filter(({ name }) => syscalls.includes(name) && profile.syscalls[host].has(name))
    .flatMap(({ number }) => number[host] ?? [])
  if (numbers.length === 0) return []
  const conditions = when.map(({ arg, values }) => ({ arg, values }))
  return [{ id, syscalls: numbers, when: conditions, source, kind, mask, ...refusals }]
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
