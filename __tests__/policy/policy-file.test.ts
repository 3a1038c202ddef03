import { readFileSync } from 'node:fs'
import * as path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { PolicyError } from '../../src/policy/policy-error.js'
import { policyJsonSchema } from '../../src/policy/policy-schema.js'
import { policy } from './sample-policy.js'

function refused(text: string, today?: string): PolicyError {
  try {
    policy(text, today)
  } catch (error) {
    if (error instanceof PolicyError) return error
    throw error
  }
  throw new Error('the policy was taken')
}

const FULL = `version: 1
target: ./kernels/ours.yml
mode: audit
rules:
  syscall-probed: warning
  build-tag-missing: off
boot:
  ready: tcp:8080
  exercises: [GET http://127.0.0.1:8080/ 200, wait 1s]
  args: -config "/a b"
  env: {PORT: 8080, VERSION: 1.10, DEBUG: true, EMPTY: ""}
  files: [conf, testdata/]
  privileges: root
  exit-code: 3
  ready-timeout: 5
  memory-limit: 64m
ignore:
  - {rule: multiplexer-not-epoll, match: poll, artifact: a*, reason: " known ", expires: 2026-11-24}
artifacts:
  tool:
    boot: {ready: exit, exercises: []}
    rules: {hung: note}
    ignore:
      - rule: hung
        reason: r
        expires: 2027-01-01
`

describe('parsePolicyFile', () => {
  it('reads everything that a policy may say', () => {
    expect(policy(FULL)).toEqual({
      path: '.legacy-kernel.yml',
      directory: '/repo',
      digest: expect.stringMatching(/^sha256:/),
      inputs: {
        target: '/repo/kernels/ours.yml',
        mode: 'audit',
        ready: 'tcp:8080',
        exercise: 'GET http://127.0.0.1:8080/ 200\nwait 1s',
        args: '-config "/a b"',
        env: 'PORT=8080\nVERSION=1.10\nDEBUG=true\nEMPTY=',
        files: '/repo/conf\n/repo/testdata/',
        privileges: 'root',
        'exit-code': '3',
        'ready-timeout': '5',
        'memory-limit': '64m',
      },
      rules: { 'syscall-probed': 'warning', 'build-tag-missing': 'off' },
      ignores: [
        {
          rule: 'multiplexer-not-epoll',
          match: 'poll',
          artifact: 'a*',
          reason: 'known',
          expires: '2026-11-24',
          place: '.legacy-kernel.yml:18:5',
        },
      ],
      sections: [
        {
          pattern: 'tool',
          place: '.legacy-kernel.yml:20:3',
          inputs: { ready: 'exit', exercise: '' },
          rules: { hung: 'note' },
          ignores: [
            {
              rule: 'hung',
              match: null,
              artifact: null,
              reason: 'r',
              expires: '2027-01-01',
              place: '.legacy-kernel.yml:24:9',
            },
          ],
        },
      ],
    })
  })

  it('takes JSON, aliases and the least policy', () => {
    expect(policy('{"version": 1}').inputs).toEqual({})
    const shared = policy('version: 1\nboot: &b {ready: exit}\nartifacts: {a: {boot: *b}}\n')
    expect(shared.sections[0]?.inputs).toEqual({ ready: 'exit' })
  })

  it.each([
    ['', '1:1: the file is empty: fill it, or leave it out.'],
    ['- 1', '1:1: the file must be a mapping (key: value).'],
    ['target: el7', '1:1: version is missing.'],
    ['version: 2', '1:10: version: "2" is none that there is (1).'],
    ['version: 1\nrule: {}', '2:1: the key "rule" is unknown here. Did you mean rules?'],
    ['version: 1\nrules:', '2:7: rules is empty: fill it, or leave it out.'],
    [
      'version: 1\nrules:\n  syscal-probed: error',
      '3:3: there is no rule "syscal-probed". Did you mean syscall-probed?',
    ],
    [
      'version: 1\nrules:\n  hung: warn',
      '3:9: rules.hung: "warn" is none that there is (error, warning, note, off).',
    ],
    ['version: 1\nrules: {hung: error, hung: note}', '2:22: Map keys must be unique.'],
    [
      'version: 1\nrules: {trace-incomplete: note}',
      '2:9: trace-incomplete says that the run cannot be judged',
    ],
    ['version: 1\nrules: [hung]', '2:1: rules must be a mapping (key: value).'],
    ['version: 1\ntarget: el77', '2:9: there is no kernel "el77". Did you mean el7?'],
    ['version: 1\nmode: strict', '2:7: mode: "strict" is none that there is (enforce, audit).'],
    ['version: 1\nboot:\n  readi: exit', '3:3: the key "readi" is unknown here. Did you mean ready?'],
    ['version: 1\nboot:\n  ready: tcp:http', '3:10: ready: "tcp:http" is none of auto, exit'],
    ['version: 1\nboot:\n  ready: [exit]', '3:3: boot.ready must be a single value.'],
    ['version: 1\nboot:\n  exit-code: 256', '3:14: exit-code: 256 is not between 0 and 255.'],
    ['version: 1\nboot:\n  exercises:\n    - wait 1s\n    - PING', '5:7: exercise: "PING" is no exercise'],
    ['version: 1\nboot:\n  exercises: wait 1s', '3:14: boot.exercises must be a list'],
    ['version: 1\nboot:\n  exercises: ["# no"]', '3:15: it is empty or a comment.'],
    ['version: 1\nboot:\n  exercises:\n    - |\n      a\n      b', '4:7: it must be one line'],
    ['version: 1\nboot:\n  env: {A-B: x}', '3:14: env: "A-B=x" is not NAME=value.'],
    ['version: 1\nboot:\n  env: {A: " x "}', '3:12: it cannot begin or end with a blank.'],
    ['version: 1\nboot:\n  env: {A: {B: x}}', '3:9: boot.env.A must be a single value.'],
    [
      'version: 1\nartifacts:\n  a: {boot: {privileges: root}}',
      '3:14: privileges holds for all artifacts: say it in the boot plan at the top of the file.',
    ],
    ['version: 1\nartifacts:\n  a:', '3:5: artifacts.a is empty: fill it, or leave it out.'],
    ['version: 1\nignore:\n  - rule: hung\n    expires: 2027-01-01', '3:5: ignore[0].reason is missing.'],
    [
      'version: 1\nignore:\n  - {rule: hung, reason: " ", expires: 2027-01-01}',
      'ignore[0].reason must say why.',
    ],
    ['version: 1\nignore:\n  - {rule: hung, reason: r}', '3:5: ignore[0].expires is missing.'],
    [
      'version: 1\nignore:\n  - {rule: hung, reason: r, expires: 2027-02-30}',
      '3:38: ignore[0].expires must be a day like 2027-01-31.',
    ],
    [
      'version: 1\nignore:\n  - {rule: hang, reason: r, expires: 2027-01-01}',
      '3:12: ignore[0].rule: "hang" is none that there is. Did you mean hung?',
    ],
    [
      'version: 1\nignore:\n  - {rule: canary-missed, reason: r, expires: 2027-01-01}',
      '3:12: canary-missed says that the run cannot be judged',
    ],
    ['version: 1\nboot: {ready: exit', '2:19: Flow map'],
    ['version: 1\nboot: !!js/function x', '2:7: Unresolved tag'],
    ['version: 1\n---\nversion: 1', '2:1: Source contains multiple documents'],
    ['version: 1\ntarget: *nowhere', '2:9: Unresolved alias'],
    ['version: 1\nboot: &a {env: *a}', '2:11: boot.env.env must be'],
  ])('refuses %j', (text, message) => {
    const error = refused(text)
    expect(error).toMatchObject({ stage: 'inputs', code: 'bad-policy', fault: 'user' })
    expect(error.message).toContain(message)
    expect(error.message).toMatch(/[.!?)]$/)
    expect(error.problems[0]?.line).toBeGreaterThan(0)
  })

  it('tells every problem of the file at its place', () => {
    const error = refused('version: 1\nrule: {}\nmodes: x\nrules: {hung: bad}\n')
    expect(error.message).toMatch(/\(and 2 more in this file\)$/)
    expect(error.problems.map(({ line, column }) => [line, column])).toEqual(
      expect.arrayContaining([
        [2, 1],
        [3, 1],
        [4, 15],
      ]),
    )
  })

  it('is not exhausted by aliases, nesting or many keys', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]']
    for (let i = 1; i < 9; i++) {
      const [from, to] = ['abcdefghi'[i - 1], 'abcdefghi'[i]]
      bomb.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(',')}]`)
    }
    expect(refused(`version: 1\n${bomb.join('\n')}\n`).message).toContain('Excessive alias count')
    expect(refused('['.repeat(60_000)).message).toContain('It is nested too deeply.')
    const many = Array.from({ length: 9_000 }, (_, i) => `k${i}: 1`).join('\n')
    expect(refused(`version: 1\n${many}`).problems).toHaveLength(20)
  })

  it('lets an ignore hold until its day ends, and makes it an error from then on', () => {
    expect(() => policy(FULL, '2026-11-24')).not.toThrow()
    const error = refused(FULL, '2026-11-25')
    expect(error).toMatchObject({ code: 'ignore-expired', fault: 'user', stage: 'inputs' })
    expect(error.message).toBe(
      '.legacy-kernel.yml:18:90: the ignore of multiplexer-not-epoll expired with 2026-11-24.',
    )
    expect(refused(FULL, '2028-01-01').problems.map(({ line }) => line)).toEqual([18, 26])
  })
})

describe('policy.schema.json', () => {
  const text = readFileSync(path.resolve('docs/policy.schema.json'), 'utf8')
  const validate = new Ajv({ strict: true, allowUnionTypes: true, formats: { date: true } }).compile(
    JSON.parse(text),
  )

  it('is fresh', () => {
    expect(text).toBe(`${JSON.stringify(policyJsonSchema(), null, 2)}\n`)
  })

  it('takes what the gate takes, and refuses what has a wrong key, level or day', () => {
    expect([validate(parse(FULL)), validate.errors]).toEqual([true, null])
    for (const wrong of [
      '{}',
      '{"version": 1, "rule": {}}',
      '{"version": 1, "rules": {"hung": "warn"}}',
      '{"version": 1, "rules": {"canary-missed": "note"}}',
      '{"version": 1, "ignore": [{"rule": "hung", "reason": "r"}]}',
      '{"version": 1, "artifacts": {"a": {"boot": {"privileges": "root"}}}}',
    ]) {
      expect([wrong, validate(JSON.parse(wrong))]).toEqual([wrong, false])
    }
  })
})

describe('docs/policy.md', () => {
  const page = readFileSync(path.resolve('docs/policy.md'), 'utf8')
  const snippets = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => yaml)

  it.each(snippets.map((yaml, i) => [i + 1, yaml]))('example %d is a policy', (_, yaml) => {
    expect(() => policy(String(yaml))).not.toThrow()
  })

  it('has examples, and quotes a message that is really given', () => {
    expect(snippets.length).toBeGreaterThan(2)
    const message = refused('version: 1\n\nboot:\n  ready: exit\n\nrules:\n  syscal-probed: error').message
    expect(page).toContain(message)
  })
})
