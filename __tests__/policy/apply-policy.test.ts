import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { sortFindings, verdictOf } from '../../src/judge/draw-verdict.js'
import type { Finding, Level } from '../../src/judge/finding.js'
import { RULE_IDS, type RuleId } from '../../src/judge/rule-ids.js'
import { UNJUDGED, type Verdict } from '../../src/judge/verdict.js'
import { applyPolicy } from '../../src/policy/apply-policy.js'
import { matchesGlob } from '../../src/policy/glob.js'
import { FIXED_RULES, type Policy, RULE_LEVELS, type RuleLevel } from '../../src/policy/policy.js'
import { policyAccount } from '../../src/policy/policy-account.js'
import { policy } from './sample-policy.js'

const SERVER = { name: 'server', package: 'example.com/app/cmd/server', path: '/repo/dist/amd64/server' }

function finding(rule: RuleId, level: Level, ...subjects: string[]): Finding {
  const spoken = subjects.length > 0 ? { subjects: subjects.map((name) => [name]) } : {}
  return { rule, level, message: `${rule} was seen.`, fix: '', evidence: [], ...spoken }
}

function verdict(...findings: Finding[]): Verdict {
  return { ...UNJUDGED, verdict: verdictOf(findings), findings: sortFindings(findings) }
}

const told = ({ verdict: word, findings }: Verdict) => [
  word,
  ...findings.map(({ rule, level, defaultLevel, ignored }) =>
    [
      rule,
      level,
      ...(defaultLevel ? [`was ${defaultLevel}`] : []),
      ...(ignored ? [ignored.reason] : []),
    ].join(' '),
  ),
]

const ignoring = (match: string, more = '') =>
  policy(
    `version: 1\nignore:\n  - {rule: multiplexer-not-epoll, reason: known, expires: 2027-01-01, match: "${match}"${more}}`,
  )

describe('applyPolicy', () => {
  it('changes levels, keeps the default, and draws the verdict anew', () => {
    const said = verdict(finding('io-uring-used', 'error'), finding('syscall-probed', 'note'))
    const rules = policy('version: 1\nrules: {io-uring-used: note, syscall-probed: warning, hung: error}')
    expect(told(applyPolicy(said, rules, SERVER))).toEqual([
      'warn',
      'syscall-probed warning was note',
      'io-uring-used note was error',
    ])
  })

  it('shows as ignored what is turned off', () => {
    const said = verdict(finding('io-uring-used', 'error'))
    expect(told(applyPolicy(said, policy('version: 1\nrules: {io-uring-used: off}'), SERVER))).toEqual([
      'pass',
      'io-uring-used error The policy turns this rule off.',
    ])
  })

  it('marks what is ignored, after what counts', () => {
    const said = verdict(finding('multiplexer-not-epoll', 'error', 'poll'), finding('hung', 'warning'))
    const after = applyPolicy(said, ignoring('p*l'), SERVER)
    expect(told(after)).toEqual(['warn', 'hung warning', 'multiplexer-not-epoll error known'])
    expect(after.findings[1]?.ignored).toEqual({ reason: 'known', expires: '2027-01-01' })
  })

  it.each([
    ['poll', ['poll', 'select'], 'fail'],
    ['*', ['poll', 'select'], 'pass'],
    ['poll', ['ppoll'], 'fail'],
    ['Poll', ['poll'], 'fail'],
  ])('ignores by %s what speaks of %j only when all of it fits', (match, subjects, word) => {
    const said = verdict(finding('multiplexer-not-epoll', 'error', ...subjects))
    expect(applyPolicy(said, ignoring(match), SERVER).verdict).toBe(word)
  })

  it('compares with the sentence where a finding names no single things, and with every name of a thing', () => {
    const bare = verdict(finding('multiplexer-not-epoll', 'error'))
    expect(applyPolicy(bare, ignoring('* was seen.'), SERVER).verdict).toBe('pass')
    expect(applyPolicy(bare, ignoring('poll'), SERVER).verdict).toBe('fail')
    const named = {
      ...finding('multiplexer-not-epoll', 'error'),
      subjects: [['poll', 'a.B', 'example.com/m']],
    }
    expect(applyPolicy(verdict(named), ignoring('example.com/*'), SERVER).verdict).toBe('pass')
  })

  it.each([
    ['server', 'pass'],
    ['serve?', 'pass'],
    ['example.com/app/*', 'pass'],
    ['dist/*/server', 'pass'],
    ['./dist/*', 'pass'],
    ['serv', 'fail'],
    ['/repo/dist/amd64/server', 'fail'],
  ])('takes %s for the artifact or not: %s', (pattern, word) => {
    const said = verdict(finding('multiplexer-not-epoll', 'error', 'poll'))
    expect(applyPolicy(said, ignoring('poll', `, artifact: "${pattern}"`), SERVER).verdict).toBe(word)
  })

  it('lets the later section win, and only where it fits', () => {
    const rules = policy(
      'version: 1\nrules: {hung: note}\nartifacts:\n  "s*": {rules: {hung: error}}\n  server: {rules: {hung: warning}}\n  other: {rules: {hung: note}}',
    )
    const said = verdict(finding('hung', 'error'))
    expect(applyPolicy(said, rules, SERVER).verdict).toBe('warn')
    expect(applyPolicy(said, rules, { ...SERVER, name: 'shell', package: null }).verdict).toBe('fail')
    expect(applyPolicy(said, rules, { ...SERVER, name: 'tool', package: null }).verdict).toBe('pass')
  })
})

describe('policyAccount', () => {
  const unused = policy(
    'version: 1\nignore:\n  - {rule: hung, reason: r, expires: 2027-01-01}\n  - {rule: stop-failed, reason: r, expires: 2027-01-01}\nartifacts:\n  nobody: {rules: {hung: note}}',
  )
  const judged = { artifact: SERVER, verdict: applyPolicy(verdict(finding('hung', 'error')), unused, SERVER) }

  it('names what fitted nothing', () => {
    expect(policyAccount(unused, [judged], true).unused).toEqual([
      '.legacy-kernel.yml:6:3: no artifact is called nobody.',
      '.legacy-kernel.yml:4:5: unused ignore of stop-failed.',
    ])
  })

  it('names nothing when not all was judged', () => {
    expect(policyAccount(unused, [judged], false).unused).toEqual([])
    expect(policyAccount(unused, [judged, { artifact: SERVER, verdict: null }], true).unused).toEqual([])
  })
})

const RANK = { pass: 0, warn: 1, inconclusive: 2, fail: 3 }
const LEVEL_RANK = { off: 0, note: 1, warning: 2, error: 3 }
const CHANGEABLE = RULE_IDS.filter((id) => !FIXED_RULES.includes(id)).slice(0, 4)

describe('applyPolicy, whatever was found', () => {
  const subject = fc.constantFrom('poll', 'select', 'openat2')
  const found = fc
    .record({
      rule: fc.constantFrom<RuleId>(...CHANGEABLE, ...FIXED_RULES),
      level: fc.constantFrom<Level>('error', 'inconclusive', 'warning', 'note'),
      subjects: fc.array(subject, { maxLength: 2 }),
    })
    .map(({ rule, level, subjects }) => finding(rule, level, ...subjects))
  const verdicts = fc.oneof(
    fc.constant(UNJUDGED),
    fc.array(found, { maxLength: 5 }).map((findings) => verdict(...findings)),
  )
  const levels = fc.dictionary(fc.constantFrom(...CHANGEABLE), fc.constantFrom<RuleLevel>(...RULE_LEVELS))
  const policies: fc.Arbitrary<Policy> = fc
    .record({
      rules: levels,
      ignores: fc.array(
        fc.record({
          rule: fc.constantFrom<RuleId>(...RULE_IDS),
          match: fc.option(fc.oneof(subject, fc.constant('*'))),
          artifact: fc.option(fc.constantFrom('server', 'other')),
        }),
        { maxLength: 3 },
      ),
    })
    .map(({ rules, ignores }) => ({
      ...policy('version: 1'),
      rules,
      ignores: ignores.map((each) => ({ ...each, reason: 'r', expires: '2027-01-01', place: 'p' })),
    }))

  it('changes nothing without a policy, or with one that says nothing', () => {
    fc.assert(
      fc.property(verdicts, (said) => {
        expect(applyPolicy(said, null, SERVER)).toEqual(said)
        expect(applyPolicy(said, policy('version: 1'), SERVER)).toEqual(said)
      }),
    )
  })

  it('never makes green what is inconclusive, nor hides an inconclusive finding', () => {
    let seen = 0
    fc.assert(
      fc.property(verdicts, policies, (said, given) => {
        const after = applyPolicy(said, given, SERVER)
        const open = (each: Verdict) => each.findings.filter(({ level }) => level === 'inconclusive')
        expect(open(after)).toEqual(open(said))
        if (said.verdict !== 'inconclusive' && open(said).length === 0) return
        seen++
        expect(['inconclusive', 'fail']).toContain(after.verdict)
      }),
    )
    expect(seen).toBeGreaterThan(10)
  })

  it('keeps every finding, once', () => {
    fc.assert(
      fc.property(verdicts, policies, (said, given) => {
        const ids = (each: Verdict) => each.findings.map(({ rule }) => rule).sort()
        expect(ids(applyPolicy(said, given, SERVER))).toEqual(ids(said))
      }),
    )
  })

  it('never gives a better verdict for a higher level', () => {
    fc.assert(
      fc.property(
        verdicts,
        policies,
        fc.constantFrom(...CHANGEABLE),
        fc.constantFrom<RuleLevel>(...RULE_LEVELS),
        fc.constantFrom<RuleLevel>(...RULE_LEVELS),
        (said, given, rule, one, other) => {
          const [low, high] = LEVEL_RANK[one] <= LEVEL_RANK[other] ? [one, other] : [other, one]
          const at = (level: RuleLevel) =>
            RANK[applyPolicy(said, { ...given, rules: { ...given.rules, [rule]: level } }, SERVER).verdict]
          expect(at(high)).toBeGreaterThanOrEqual(at(low))
        },
      ),
    )
  })

  it('never gives a worse verdict for one ignore more', () => {
    fc.assert(
      fc.property(verdicts, policies, (said, given) => {
        const fewer = { ...given, ignores: given.ignores.slice(1) }
        expect(RANK[applyPolicy(said, given, SERVER).verdict]).toBeLessThanOrEqual(
          RANK[applyPolicy(said, fewer, SERVER).verdict],
        )
      }),
    )
  })
})

describe('matchesGlob', () => {
  it('agrees with a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 })
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*', '?'), maxLength: 6 })
    fc.assert(
      fc.property(text, pattern, (given, glob) => {
        const source = glob.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.')
        expect(matchesGlob(given, glob)).toBe(new RegExp(`^${source}$`, 's').test(given))
      }),
      { numRuns: 2_000 },
    )
  })

  it('is not exhausted by many stars', () => {
    expect(matchesGlob('a'.repeat(20_000), `${'*a'.repeat(500)}b`)).toBe(false)
  })
})
