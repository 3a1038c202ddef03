import * as os from 'node:os'
import { describe, expect, it } from '@jest/globals'
import { runTool } from '../../src/setup/run-tool.js'

function options(timeoutMs: number | null = null, signal = new AbortController().signal) {
  return {
    directory: os.tmpdir(),
    environment: { PATH: process.env.PATH, SECOND: 'kept' },
    timeoutMs,
    signal,
  }
}

describe('runTool', () => {
  it('takes every word as it is and gathers both streams', async () => {
    const script = 'echo "$SECOND $1"; echo err >&2; exit 3'
    expect(await runTool('sh', ['-c', script, 'sh', "a; 'b' $HOME"], options())).toEqual({
      code: 3,
      stdout: "kept a; 'b' $HOME\n",
      output: expect.stringContaining('err\n'),
    })
  })

  it('kills what takes too long', async () => {
    expect(await runTool('sleep', ['60'], options(50))).toMatchObject({ code: null })
  })

  it('leaves no timer behind when the command does not exist', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    await expect(runTool('no-such-command', [], options(600_000))).rejects.toMatchObject({ code: 'ENOENT' })
    expect(timers()).toBe(before)
  })

  it('stops when cancelled', async () => {
    const controller = new AbortController()
    const running = runTool('sleep', ['60'], options(null, controller.signal))
    controller.abort()
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
  })
})
