import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { RawInputs } from '../../src/inputs.js'
import { ROOT, runGateFor } from './run-gate.js'

jest.setTimeout(180_000)

let program = ''
beforeAll(() => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'lkg-surface-'))
  program = path.join(directory, 'surface')
  execFileSync('go', ['build', '-trimpath', '-tags', 'netgo,osusergo', '-o', program, '.'], {
    cwd: path.join(ROOT, '__tests__', 'fixtures', 'surface'),
    env: { ...process.env, CGO_ENABLED: '0' },
  })
})
afterAll(() => rmSync(path.dirname(program), { recursive: true, force: true }))

/** The program holds the code of every case, so what it could call besides is no news here. */
async function gate(args: string, raw: RawInputs = {}) {
  const judged = await runGateFor({ engine: 'sandbox', artifact: program, args, ready: 'exit', ...raw })
  return { ...judged, findings: judged.findings.filter((finding) => finding !== 'syscall-reachable note') }
}

describe('a call that the target lacks', () => {
  it('is required when the program fails without it alone', async () => {
    const { only, findings } = await gate('statx')
    expect([only.verdict, findings[0]]).toEqual(['fail', 'syscall-required error'])
    expect(only.surface?.attribution?.culprits).toEqual(['syscall:statx'])
    expect(only.evidence).toContain('surface')
    expect(only.needs).toMatchObject({ kernel: '4.11', el: 'el8.3' })
  })

  it('is only probed when the program goes on', async () => {
    const { only, findings } = await gate('statx-or-stat')
    expect([only.verdict, findings]).toEqual(['pass', ['syscall-probed note']])
  })

  it('is there for a target that has it', async () => {
    const { only, findings } = await gate('statx', { target: 'el8' })
    expect([only.verdict, findings]).toEqual(['pass', []])
  })

  it('is named with the others that are needed at the same time', async () => {
    const { only } = await gate('statx-and-openat2')
    expect(only.surface?.attribution?.culprits.toSorted()).toEqual(['syscall:openat2', 'syscall:statx'])
  })

  it('is told apart from many that were only tried', async () => {
    const { only } = await gate('many-probes')
    expect(only.surface?.attribution).toMatchObject({ culprits: ['syscall:statx'], doubt: '' })
  })

  it('is found in a program that the artifact starts', async () => {
    const { only, findings } = await gate('child')
    expect([only.verdict, findings[0]]).toEqual(['fail', 'syscall-required error'])
    expect(only.surface?.attribution?.culprits).toEqual(['syscall:statx'])
  })
})

describe('the name of the kernel', () => {
  it.each(['release', 'osrelease'])('is the target’s (%s)', async (args) => {
    const { only, findings } = await gate(args)
    expect([only.verdict, findings[0]]).toEqual(['fail', 'syscall-required error'])
    expect(only.surface?.attribution?.culprits).toHaveLength(1)
    expect((await gate(args, { target: 'el8' })).only.verdict).toBe('pass')
  })
})

it('warns of a flag that the target would ignore', async () => {
  const { only, findings } = await gate('zerocopy')
  expect([only.verdict, findings]).toEqual(['warn', ['flag-unsupported warning']])
})

describe('a program that fails everywhere', () => {
  it('is not the kernel’s fault', async () => {
    const { only, findings } = await gate('broken')
    expect(only.verdict).toBe('fail')
    expect(findings).toContain('boot-failed error')
    expect(findings).not.toContain('syscall-required error')
  })

  it('for want of privileges cannot be judged, and can with them', async () => {
    const { only } = await gate('mount')
    expect(only.verdict).toBe('inconclusive')
    const privileged = await gate('mount', { privileges: 'root' })
    expect([privileged.only.verdict, privileged.findings]).toEqual(['pass', []])
  })
})

it('names the targets when it knows none of that name', async () => {
  await expect(gate('statx', { target: 'el77' })).rejects.toThrow(/el77.*el7/s)
})
