import * as os from 'node:os'
import { describe, expect, it } from '@jest/globals'
import { type CommandOptions, lastLine, runCommand } from '../src/run-command.js'

function options(change: Partial<CommandOptions> = {}): CommandOptions {
  return { cwd: os.tmpdir(), env: { PATH: process.env.PATH, SECOND: 'kept' }, timeoutMs: null, ...change }
}

describe('runCommand', () => {
  it('takes every word as it is and gathers both streams, each and together', async () => {
    const script = 'echo "$SECOND $1"; echo err >&2; exit 3'
    const result = await runCommand('sh', ['-c', script, 'sh', "a; 'b' $HOME"], options())
    expect(result).toMatchObject({ code: 3, stdout: "kept a; 'b' $HOME\n", stderr: 'err\n', trouble: null })
    expect(result.output.split('\n').sort()).toEqual(['', 'err', "kept a; 'b' $HOME"])
  })

  it('hands over nothing but the environment that it is given', async () => {
    const result = await runCommand('/usr/bin/env', [], options({ env: { ONLY: '1', NOT: undefined } }))
    expect(result.stdout).toBe('ONLY=1\n')
  })

  it('gives no input', async () => {
    expect((await runCommand('cat', [], options())).code).toBe(0)
  })

  it('keeps whole characters', async () => {
    const text = `x${'ü'.repeat(200_000)}`
    expect((await runCommand(process.execPath, ['-p', `'x' + 'ü'.repeat(2e5)`], options())).stdout).toBe(
      `${text}\n`,
    )
  })

  it('bounds what it keeps', async () => {
    const result = await runCommand('head', ['-c', '20000000', '/dev/zero'], options())
    expect(result.code).toBe(0)
    expect(result.stdout.length).toBeLessThan(9 << 20)
  })

  it('kills what takes too long', async () => {
    const result = await runCommand('sleep', ['60'], options({ timeoutMs: 50 }))
    expect(result).toMatchObject({ code: null, trouble: 'timeout' })
    expect(lastLine(result)).toBe('it did not answer in time')
  })

  it('does not wait for what a killed command has started', async () => {
    const script = 'sleep 3 & echo started; wait'
    const result = await runCommand('sh', ['-c', script], options({ timeoutMs: 500 }))
    expect(result).toMatchObject({ stdout: 'started\n', trouble: 'timeout' })
  })

  it.each([
    ['no-such-command', 'missing'],
    ['/etc/passwd', 'failed'],
  ])('%s is %s, and no timer is left', async (command, trouble) => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    const result = await runCommand(command, [], options({ timeoutMs: 600_000 }))
    expect(result).toMatchObject({ code: null, trouble, stderr: expect.stringContaining(command) })
    expect(timers()).toBe(before)
  })

  it('stops when cancelled, and does not start when that came first', async () => {
    const controller = new AbortController()
    const running = runCommand('sleep', ['60'], options({ signal: controller.signal }))
    controller.abort()
    expect(await running).toMatchObject({ code: null, trouble: 'cancelled' })
    const late = await runCommand('sh', ['-c', 'echo ran'], options({ signal: controller.signal }))
    expect(late).toMatchObject({ stdout: '', trouble: 'cancelled' })
  })
})
