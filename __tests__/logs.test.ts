import { execFileSync, spawnSync } from 'node:child_process'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import { createLineBuffer } from '../src/line-buffer.js'
import { createTerminalLog } from '../src/terminal-log.js'

/** In pieces that end where no line does. */
const PIECES = ['one\ntw', 'o\r\n::error::th', 'ree\n\nfour']

describe('createLineBuffer', () => {
  it('hands on every line once, and the last without its line feed', () => {
    const lines: string[] = []
    const buffer = createLineBuffer((line) => lines.push(line))
    for (const piece of PIECES) buffer.write(piece)
    expect(lines).toEqual(['one', 'two', '::error::three', ''])
    buffer.end()
    buffer.end()
    expect(lines.at(-1)).toBe('four')
    expect(lines).toHaveLength(5)
  })
})

/** What the log of an Actions step prints, in a process of its own: it writes to standard output. */
function actionsLog(work: string): string {
  const script = `
    const { createActionsLog } = await import('./src/actions-log.ts')
    const log = createActionsLog()
    ${work}
  `
  return execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
}

describe('a group', () => {
  const write = `for (const piece of ${JSON.stringify(PIECES)}) write(piece)`

  it('is folded in Actions, closed also after an error, and holds no command of what it shows', () => {
    const text = actionsLog(
      `await log.group('go ::x', async (write) => { ${write}; throw 1 }).catch(() => console.log('after'))`,
    )
    expect(text).toBe('::group::go ::x\none\ntwo\n\\::error::three\n\nfour\n::endgroup::\nafter\n')
  })

  it('that stays empty is not shown in Actions', () => {
    expect(actionsLog(`console.log(await log.group('go', async () => 7))`)).toBe('7\n')
  })

  it('is indented in a terminal', async () => {
    const stream = new PassThrough()
    const log = createTerminalLog({ stream, interactive: false })
    await log.group('go', async (piece) => PIECES.forEach(piece))
    await log.group('silent', async () => undefined)
    expect(String(stream.read())).toBe('  go\n    one\n    two\n    \\::error::three\n    \n    four\n')
  })
})

it("reserveStdout keeps the result apart from a library's chatter", () => {
  const script = `
    const { reserveStdout } = await import('./src/reserve-stdout.ts')
    const core = await import('@actions/core')
    const print = reserveStdout()
    core.debug('hidden')
    core.info('chatter')
    console.log('more')
    print('result')
  `
  const argv = ['--import', 'tsx', '--input-type=module', '-e', script]
  const { stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
  expect([stdout, stderr]).toEqual(['result', 'chatter\nmore\n'])
})
