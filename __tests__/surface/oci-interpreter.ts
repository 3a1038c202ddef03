import type { Decision } from '../../src/surface/call-rules.js'
import type { OciArgument, OciRule, OciSeccomp } from '../../src/surface/render-oci-seccomp.js'

/**
 * What the rules may say of one call, by the specification's words: a rule matches when all its arguments do, which are
 * compared as 64 bits. As libseccomp knows no order, all that match are returned.
 */
export function runOci(seccomp: OciSeccomp, name: string, args: readonly bigint[]): readonly Decision[] {
  const matching = seccomp.syscalls.filter((rule) => rule.names.includes(name) && matches(rule, args))
  if (matching.length === 0) return [{ kind: 'errno', errno: seccomp.defaultErrnoRet }]
  return matching.map(decisionOf)
}

function matches(rule: OciRule, args: readonly bigint[]): boolean {
  const indices = rule.args?.map(({ index }) => index) ?? []
  if (new Set(indices).size !== indices.length)
    throw new Error(`two comparisons of one argument: ${rule.names}`)
  return (rule.args ?? []).every((one) => compares(one, args[one.index] ?? 0n))
}

function compares(argument: OciArgument, value: bigint): boolean {
  if (argument.op === 'SCMP_CMP_GT') return value > BigInt(argument.value)
  return (value & BigInt(argument.value)) === BigInt(argument.valueTwo)
}

function decisionOf({ action, errnoRet }: OciRule): Decision {
  return action === 'SCMP_ACT_ALLOW' ? { kind: 'allow' } : { kind: 'errno', errno: errnoRet ?? 1 }
}
