import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { expect, it, jest } from '@jest/globals'
import { leftovers, runGateFor } from './run-gate.js'

jest.setTimeout(120_000)

const rough = (how: string) => ({
  engine: 'sandbox',
  'working-directory': '__tests__/fixtures/rough',
  args: how,
  ready: 'exit',
  'run-timeout': '3s',
  'pids-limit': '64',
})

/** Processes of the fixture that are still alive on this machine. */
function alive(): string {
  return spawnSync('pgrep', ['-f', '/gate/bin/rough'], { encoding: 'utf8' }).stdout
}

it('calls a program that hangs hung', async () => {
  const { only, findings } = await runGateFor(rough('hang'))
  expect([only.verdict, findings]).toEqual(['fail', ['hung error']])
})

it('ends a program that forks without end', async () => {
  const { only } = await runGateFor(rough('forks'))
  expect(only.verdict).not.toBe('pass')
  expect(only.verdict).not.toBe('warn')
})

it('never passes a program that kills its tracer', async () => {
  const { only, findings } = await runGateFor(rough('kill-tracer'))
  expect(only.verdict).toBe('inconclusive')
  expect(findings).toContain('trace-incomplete inconclusive')
})

it('never passes a run whose trace does not fit on the disk', async () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'lkg-small-'))
  try {
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'none', directory]).status).toBe(0)
    const { only, findings } = await runGateFor({
      engine: 'sandbox',
      artifact: 'node_modules/@esbuild/linux-x64/bin/esbuild',
      args: '--version',
      'report-directory': directory,
    })
    expect(only.verdict).toBe('inconclusive')
    expect(findings).toContain('trace-incomplete inconclusive')
    expect(only.findings.map(({ message }) => message).join()).toMatch(/could not be written/)
  } finally {
    spawnSync('umount', [directory])
    rmSync(directory, { recursive: true, force: true })
  }
})

it('keeps workflow commands of the program out of the log', () => {
  const args = ['--import', 'tsx', 'src/cli.ts', '--report-directory', '/tmp/lkg-rough-report']
  const inputs = Object.entries(rough('commands')).flatMap(([name, value]) => [`--${name}`, value])
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, ...inputs], { encoding: 'utf8' })
  spawnSync('rm', ['-rf', '/tmp/lkg-rough-report'])
  expect(status).toBe(1)
  expect(stdout + stderr).not.toMatch(/^\s*::/m)
  expect(stdout + stderr).not.toContain('##[')
  expect(stdout).toContain('exit code 4')
})

it('leaves no process and no folder behind', () => {
  expect(alive()).toBe('')
  expect(leftovers()).toEqual([])
})
