import { type GoBreach, goBreaches } from '../../build/go-policy.js'
import type { Rule, Statement } from '../rule.js'

export const goNotAllowed: Rule = {
  id: 'go-not-allowed',
  title: 'go-policy does not allow the Go that built the file, or the one that go.mod asks for',
  check({ inspection: { go }, source, expected: { goPolicy } }) {
    if (!goPolicy) return []
    if (!go) return [noVersion()]
    const breaches = goBreaches(goPolicy, go.version, source?.demands ?? [])
    const allowed = goPolicy.kind === 'pinned' ? 'exactly the version that go.mod names' : goPolicy.text
    return breaches.map((breach) => statementOf(breach, goPolicy.kind, allowed))
  },
}

function noVersion(): Statement {
  return {
    level: 'inconclusive',
    message: 'go-policy says which Go is allowed, but the file does not tell which Go built it.',
    fix: 'Judge a file whose build information was not removed, or leave go-policy out.',
    evidence: [],
  }
}

function statementOf({ demand, version }: GoBreach, kind: 'range' | 'pinned', allowed: string): Statement {
  const place = demand && `${demand.file}:${demand.line}`
  const evidence = demand ? [`${place}: ${demand.directive} ${demand.version}`] : []
  if (kind === 'pinned') {
    return {
      level: 'error',
      message: demand
        ? `The file was built with Go ${version}, but ${place} pins ${demand.version} (go-policy: pinned).`
        : `The file was built with Go ${version}, and no line of go.mod pins a version (go-policy: pinned).`,
      fix: `Set go-version to the pinned version, or write \`toolchain go${version}\` into go.mod.`,
      evidence,
    }
  }
  const what = demand
    ? `${place} asks for Go ${version}${demand.directive === 'go' ? ' or later' : ''}`
    : `The file was built with Go ${version}`
  return {
    level: 'error',
    message: `${what}, which go-policy (${allowed}) does not allow.`,
    fix: demand
      ? `Lower the \`${demand.directive}\` line, or widen go-policy.`
      : 'Set go-version to an allowed version, or widen go-policy.',
    evidence,
  }
}
