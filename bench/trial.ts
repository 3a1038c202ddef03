// How much longer the enforced and the control run take together than one run alone. Run: npx tsx bench/trial.ts
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { ROOT, SILENT } from '../__tests__/integration/run-gate.js'
import { bootProgram } from '../src/boot/boot-program.js'
import { openEngine } from '../src/boot/open-engine.js'
import { tryProgram } from '../src/boot/trial.js'
import { NO_CACHE } from '../src/cache/run-cache.js'
import { parseInputs } from '../src/inputs.js'
import { loadKernelModel } from '../src/kernel/load-kernel-model.js'
import { machineOfNode } from '../src/kernel/machine.js'
import { resolveProfile } from '../src/kernel/resolve-profile.js'
import { makeTemporaryDirectory, removeDirectory } from '../src/run-directories.js'
import { prepareGo } from '../src/setup/prepare-go.js'

const ROUNDS = 12
const TARGET_RATIO = 1.3

const directory = mkdtempSync(path.join(os.tmpdir(), 'lkg-bench-'))
const artifact = path.join(directory, 'http-server')
execFileSync('go', ['build', '-trimpath', '-tags', 'netgo,osusergo', '-o', artifact, '.'], {
  cwd: path.join(ROOT, 'examples', 'http-server'),
  env: { ...process.env, CGO_ENABLED: '0' },
})
const options = parseInputs(
  {
    engine: 'sandbox',
    artifact,
    ready: 'tcp:8080',
    exercise: 'GET http://127.0.0.1:8080/healthz 200 x200 c4',
  },
  ROOT,
)
const model = loadKernelModel()
const target = resolveProfile(model, 'el7')
const machine = machineOfNode(process.arch)
if (!target || !machine) throw new Error('this machine cannot run the bench')
const temporaryDirectory = await makeTemporaryDirectory(os.tmpdir())
const context = {
  log: SILENT,
  env: process.env,
  cache: NO_CACHE,
  signal: new AbortController().signal,
  temporaryDirectory,
  reportDirectory: directory,
}
const engine = await openEngine(options, target, await prepareGo(options, context), context)
const watch = {
  spaces: target.spaces.map(({ space }) => space),
  paths: target.absentPaths.map(({ pattern }) => pattern),
}
const setting = { options, table: model.syscalls, watch, temporaryDirectory, signal: context.signal }
const program = { program: { path: artifact }, machine, target, tracePath: path.join(directory, 't.strace') }

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

const times = { one: [] as number[], both: [] as number[] }
for (let i = 0; i < ROUNDS; i++) {
  times.one.push(await timed(() => bootProgram(engine, setting, { ...program, onStage: () => undefined })))
  times.both.push(await timed(() => tryProgram(engine, setting, { ...program, log: SILENT })))
}
await removeDirectory(temporaryDirectory)
rmSync(directory, { recursive: true, force: true })
const ratio = median(times.both) / median(times.one)
process.stdout.write(
  `one run ${median(times.one).toFixed(0)} ms, enforced and control run ${median(times.both).toFixed(0)} ms: ratio ${ratio.toFixed(2)} (at most ${TARGET_RATIO})\n`,
)
process.exitCode = ratio <= TARGET_RATIO ? 0 : 1
