import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import { bootProgram } from '../../src/boot/boot-program.js'
import type { BootRun } from '../../src/boot/boot-run.js'
import { loadHostStrace } from '../../src/boot/host-strace.js'
import type { OpenEngine } from '../../src/boot/open-engine.js'
import { openSandbox } from '../../src/boot/sandbox.js'
import { parseInputs, type RawInputs } from '../../src/inputs.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { MACHINES, machineOfNode } from '../../src/kernel/machine.js'
import type { HangDiagnosis } from '../../src/trace/hang/diagnosis.js'

jest.setTimeout(120_000)

/** Ways of __tests__/fixtures/hang to wait: what is found, and what the sentence has to name. */
const WAYS: readonly (readonly [string, HangDiagnosis['kind'], RegExp])[] = [
  ['mutex', 'deadlock', /main waits in (sync\.Mutex\.Lock|semacquire) at main\.lockAgain \(main\.go:\d+\)/],
  ['sleep', 'sleep', /at main\.main/],
  ['accept', 'network-idle', /\(main at main\.main/],
  ['connect', 'connect', /127\.0\.0\.1:18999 for \d\.\d s/],
  ['refused', 'connect-retry', /127\.0\.0\.1:9 again and again \(\d+ times\) and gets ECONNREFUSED/],
  ['read', 'read', /main thread of hang waits for \d\.\d s in read on pipe:/],
  ['write', 'write', /in write on pipe:/],
  ['eintr', 'eintr-loop', /ppoll again and again/],
  ['poll', 'sleep-loop', /\d+ times in the last 2 s nanosleep/],
  ['spin', 'spin', /\d+ % of a processor and makes no system calls/],
  ['clock', 'clock-loop', /clock_gettime, the clocksource here is \w+/],
  ['yield', 'yield-loop', /sched_yield/],
  ['busy', 'busy', /(faccessat|access) \(\d+ times in the last 2 s, answered with ENOENT/],
  ['child', 'child', /waits for \d\.\d s for \S+ \(process \d+\) to end, of which is seen: .*nanosleep/],
  ['flock', 'file-lock', /lock on \/tmp\/hang\.lock \(flock\)/],
  ['fifo', 'fifo-open', /openat\(AT_FDCWD, "\/tmp\/hang\.fifo"/],
  ['stop', 'stopped', /stopped by SIGSTOP/],
]

const folder = mkdtempSync(path.join(os.tmpdir(), 'lkg-hang-'))
const runs = new Map<string, BootRun>()

beforeAll(async () => {
  // As RUNNER_TEMP is: the engine's unprivileged user passes through it.
  chmodSync(folder, 0o755)
  for (const [source, name] of [
    ['__tests__/fixtures/hang', 'hang'],
    ['agent', 'agent'],
  ] as const) {
    const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' }
    const built = spawnSync('go', ['build', '-o', path.join(folder, name), '.'], { cwd: source, env })
    expect(built.stderr.toString()).toBe('')
  }
  const host = machineOfNode(process.arch) ?? MACHINES[0]
  const strace = await loadHostStrace(process.env.PATH ?? '')
  const engine = { engine: await openSandbox('none'), host, agent: path.join(folder, 'agent'), strace }
  const next = WAYS.map(([way]) => way)
  const work = async (): Promise<void> => {
    for (let way = next.shift(); way !== undefined; way = next.shift()) {
      runs.set(way, await bootOnce(engine as OpenEngine, way, { ready: 'exit', 'run-timeout': '2500ms' }))
    }
  }
  // They wait more than they work.
  await Promise.all([work(), work(), work(), work()])
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function bootOnce(engine: OpenEngine, way: string, raw: RawInputs): Promise<BootRun> {
  const own = path.join(folder, way)
  mkdirSync(own)
  const setting = {
    options: parseInputs({ ...raw, args: way }, process.cwd()),
    table: loadKernelModel().syscalls,
    watch: { spaces: [], paths: [] },
    temporaryDirectory: own,
    signal: new AbortController().signal,
  }
  const program = { path: path.join(folder, 'hang') }
  const tracePath = path.join(own, 'trace')
  const boot = { program, machine: engine.host, target: null, tracePath, onStage: () => undefined }
  return (await bootProgram(engine, setting, boot)).run
}

it.each(WAYS)('%s is told as %s', (way, kind, sentence) => {
  const run = runs.get(way)
  expect(run?.problems).toEqual([])
  expect(run?.result?.hang?.why).toBe('run-timeout')
  expect([run?.hang?.kind, run?.hang?.sentence]).toEqual([kind, expect.stringMatching(sentence)])
  // Nothing of what Go prints at the end has got among the program's own words.
  expect(run?.stderr).toBe('')
  expect(run?.hang?.threads.length).toBeGreaterThan(0)
})

it('names where main waits', () => {
  expect(runs.get('mutex')?.hang?.goroutines[0]).toMatch(
    /^goroutine 1 \[.*\]: main\.lockAgain \(main\.go:\d+\)$/,
  )
})
