import type { KernelProfile, OfferedSpace } from '../kernel/kernel-profile.js'
import type { Architecture, Syscall } from '../kernel/syscall-table.js'
import { type ArgumentCell, type CellDecision, cellDecisions } from './argument-cells.js'
import { type CallRule, callRules, type Decision, takesStruct } from './call-rules.js'
import { ARCHITECTURES_OF_HOST } from './host-architectures.js'
import { ENOSYS } from './surface-decision.js'

/** `linux.seccomp` of the OCI runtime specification, as `docker run --security-opt seccomp=FILE` takes it. */
export interface OciSeccomp {
  readonly defaultAction: 'SCMP_ACT_ERRNO'
  readonly defaultErrnoRet: number
  readonly architectures: readonly string[]
  readonly syscalls: readonly OciRule[]
}

export interface OciRule {
  readonly names: readonly string[]
  readonly action: 'SCMP_ACT_ALLOW' | 'SCMP_ACT_ERRNO'
  readonly errnoRet?: number
  /** At most one for each argument; all must hold. */
  readonly args?: readonly OciArgument[]
}

export type OciArgument =
  /** `value` is the mask, `valueTwo` what the masked argument is compared with. */
  | {
      readonly index: number
      readonly value: number
      readonly valueTwo: number
      readonly op: 'SCMP_CMP_MASKED_EQ'
    }
  | { readonly index: number; readonly value: number; readonly op: 'SCMP_CMP_GT' }

export interface OciSeccompProfile {
  readonly seccomp: OciSeccomp
  /** What it lets through though the target kernel does not, one sentence each, besides options that nobody names. */
  readonly leftOut: readonly string[]
}

/**
 * `--security-opt seccomp=` of the control run. Without a profile of ours an engine applies its default one, which
 * answers EPERM to io_uring and others: neither the host's kernel nor the target's. A profile that allows everything would
 * say the same as `unconfined`, but libseccomp kills what comes from an architecture that it does not list.
 */
export const PERMISSIVE_SECCOMP = 'unconfined'

/**
 * Calls that are not restricted here, because the agent makes them, too, and stands behind the same wall: it installs
 * the filter that is exact, and answers for memory and paths.
 */
export const AGENT_CALLS: readonly string[] = [
  'seccomp',
  'prctl',
  'memfd_create',
  'process_vm_readv',
  'process_vm_writev',
  'ioctl',
]

const OCI_ARCHITECTURES: Readonly<Record<Architecture, string>> = {
  x86_64: 'SCMP_ARCH_X86_64',
  arm64: 'SCMP_ARCH_AARCH64',
  i386: 'SCMP_ARCH_X86',
}

/**
 * Rules for one call. All calls that take more (the socket options, socket(2)) would more than double the program, and
 * the time that libseccomp takes to make it, which grows with the square: from half a second to six for EL7.
 */
const MOST_CELLS = 32

/**
 * The kernel surface as an allow-list for container engines: an outer wall, which never refuses what the BPF filter
 * allows, and leaves to it what would take too many rules. One rule of libseccomp compares an argument once, and its
 * rules have no order: so a call's arguments are cut into cells, and options that no row of the data names are let
 * through. Masks of 32 bits leave out the upper half of an argument, as the BPF filter does; values above all named ones
 * are the one comparison of 64 bits, and are let through by themselves.
 *
 * Docker from before moby/moby#42604 (2021) drops `defaultErrnoRet`, and runc then answers EPERM: so ENOSYS is spelt
 * out for every other call of the table. Runtimes skip rules that say what the default says, and names that their
 * libseccomp does not know: a target's call that is newer than the host's libseccomp answers ENOSYS in a container.
 * Calls of architectures that are not listed, x32 among them, are killed by libseccomp.
 */
export function renderOciSeccomp(
  profile: KernelProfile,
  table: readonly Syscall[],
  host: Architecture,
): OciSeccompProfile {
  const architectures = ARCHITECTURES_OF_HOST[host].filter((one) => profile.syscalls[one].size > 0)
  const named = withNamedOptionsOnly(profile)
  const names = table.map(({ name }) => name).sort()
  const offered = names.filter((name) => architectures.some((one) => profile.syscalls[one].has(name)))
  const open = new Set<string>(AGENT_CALLS)
  const rules: OciRule[] = []
  const leftOut: string[] = differences(profile, architectures, offered)
  for (const name of offered.filter((one) => !AGENT_CALLS.includes(one))) {
    const rendered = renderCall(name, callRules(named, host, name), architectures)
    if (rendered.rules.length === 0) open.add(name)
    rules.push(...rendered.rules)
    leftOut.push(...rendered.leftOut)
  }
  const closed = names.filter((name) => !offered.includes(name) && !open.has(name))
  const seccomp: OciSeccomp = {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: ENOSYS,
    architectures: architectures.map((one) => OCI_ARCHITECTURES[one]),
    syscalls: [
      ruleOf([...open].sort(), { kind: 'allow' }, []),
      ruleOf(closed, { kind: 'errno', errno: ENOSYS }, []),
      ...rules,
    ].filter((rule) => rule.names.length > 0),
  }
  return { seccomp, leftOut }
}

function withNamedOptionsOnly(profile: KernelProfile): KernelProfile {
  const spaces = profile.spaces.map(
    (offered): OfferedSpace => ({
      ...offered,
      space: { ...offered.space, unlisted: 'offered' },
    }),
  )
  return { ...profile, spaces }
}

/** No rules for a call that may pass whatever its arguments are. */
function renderCall(
  name: string,
  rules: readonly CallRule[],
  architectures: readonly Architecture[],
): { readonly rules: readonly OciRule[]; readonly leftOut: readonly string[] } {
  if (rules.every(({ decision }) => decision.kind !== 'errno')) return { rules: [], leftOut: [] }
  if (architectures.some((one) => takesStruct(one, name))) {
    return { rules: [], leftOut: [`The options of ${name} stand in memory in one of its variants.`] }
  }
  const cells = cellDecisions(rules, MOST_CELLS)
  if (!cells) return { rules: [], leftOut: [`The options of ${name} take more than ${MOST_CELLS} rules.`] }
  return { rules: cells.map((one) => ruleOf([name], one.decision, one.cells)), leftOut: [] }
}

/** Rules are by name for all architectures at once: a call that one of them has is let through on the others. */
function differences(
  profile: KernelProfile,
  architectures: readonly Architecture[],
  names: readonly string[],
): string[] {
  return architectures.flatMap((one) => {
    const extra = names.filter((name) => !profile.syscalls[one].has(name))
    return extra.length > 0 ? [`Let through for ${one} programs: ${extra.join(', ')}.`] : []
  })
}

/** A question is let through: the agent's filter, which stands inside of this one, asks it. */
function ruleOf(names: readonly string[], decision: Decision, cells: CellDecision['cells']): OciRule {
  const args = cells.length > 0 ? { args: cells.map(argumentOf) } : {}
  if (decision.kind !== 'errno') return { names, action: 'SCMP_ACT_ALLOW', ...args }
  return { names, action: 'SCMP_ACT_ERRNO', errnoRet: decision.errno, ...args }
}

function argumentOf(cell: ArgumentCell): OciArgument {
  if (cell.kind === 'above') return { index: cell.arg, value: cell.value, op: 'SCMP_CMP_GT' }
  return { index: cell.arg, value: cell.mask, valueTwo: cell.value, op: 'SCMP_CMP_MASKED_EQ' }
}
