import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { GateError, messageOf, toGateError } from '../src/errors.js'

const thrownBy = (work: Promise<unknown>): Promise<unknown> => work.then(() => undefined).catch((e) => e)

describe('messageOf', () => {
  it("is the text of Node's own errors too, which are of another realm here", async () => {
    const error = await thrownBy(readFile('/no/such/file'))
    expect(error instanceof Error).toBe(false)
    expect(messageOf(error)).toBe("ENOENT: no such file or directory, open '/no/such/file'")
  })

  it.each([
    [new Error('why'), 'why'],
    ['text', 'text'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ message: 7 }, '[object Object]'],
  ])('%p', (thrown, text) => {
    expect(messageOf(thrown)).toBe(text)
  })
})

describe('toGateError', () => {
  it('lets a GateError be', () => {
    const error = new GateError({ stage: 'build', code: 'x', fault: 'user', message: 'm', hint: 'h' })
    expect(toGateError(error, 'boot')).toBe(error)
  })

  it('makes a fault of ours of anything unexpected', () => {
    expect(toGateError(new TypeError('no'), 'judge')).toMatchObject({
      code: 'internal',
      fault: 'gate',
      message: 'Unexpected error in stage judge: no.',
    })
  })

  it.each(['the signal itself', "one of Node's functions"])(
    'tells a cancellation thrown by %s',
    async (by) => {
      const controller = new AbortController()
      controller.abort(by.startsWith('one') ? 'SIGTERM' : undefined)
      const { signal } = controller
      const error = by.startsWith('one')
        ? await thrownBy(sleep(1000, undefined, { signal }))
        : await thrownBy(Promise.resolve().then(() => signal.throwIfAborted()))
      expect(toGateError(error, 'setup')).toMatchObject({ code: 'cancelled', fault: 'user', stage: 'setup' })
    },
  )
})

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s aborts with such an error', async (name) => {
  const script = `
    const { cancellationSignal } = await import('./src/cancellation.ts')
    const { toGateError } = await import('./src/errors.ts')
    const signal = cancellationSignal()
    signal.addEventListener('abort', () => console.log(toGateError(signal.reason, 'boot').code, signal.reason.message))
    process.kill(process.pid, '${name}')
    setTimeout(() => undefined, 200)
  `
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
  expect(stdout).toBe(`cancelled ended by ${name}\n`)
})
