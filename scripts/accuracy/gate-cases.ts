import * as fs from 'node:fs/promises'
import * as os from 'node:os'
import * as path from 'node:path'
import type { RawInputs } from '../../src/inputs.js'
import type { Log } from '../../src/log.js'
import { run } from '../../src/run.js'
import { type Judged, judgeCase } from './agreement.js'
import { buildCase } from './build-case.js'
import type { CorpusCase, Target } from './corpus-case.js'
import type { Toolchain } from './toolchains.js'
import { inputsOf } from './translate-exercise.js'

/** Cases of the same inputs share one run of the gate, and so its canary; more would leave one lane idle at the end. */
const BATCH = 8
const LANES = 2

const SILENT: Log = {
  step: (_, work) => work(),
  info: () => undefined,
  warning: () => undefined,
  group: (_, work) => work(() => undefined),
}

interface Batch {
  readonly target: Target
  readonly inputs: RawInputs
  readonly cases: readonly CorpusCase[]
}

/**
 * Builds the cases and gates each for every target, two runs at a time.
 * @param onJudged told each result when it is there, in no order
 * @returns in the order of the cases, the targets of a case together
 */
export async function gateCases(
  cases: readonly CorpusCase[],
  targets: readonly Target[],
  toolchains: ReadonlyMap<string, Toolchain>,
  onJudged: (judged: Judged) => void = () => undefined,
): Promise<readonly Judged[]> {
  const all: Judged[] = []
  await inLanes(batchesOf(cases, targets), async (batch) => {
    for (const judged of await gateBatch(batch, toolchains)) {
      all.push(judged)
      onJudged(judged)
    }
  })
  const place = new Map(cases.map(({ name }, i) => [name, i]))
  const rank = ({ name, target }: Judged) => (place.get(name) ?? 0) * targets.length + targets.indexOf(target)
  return all.sort((a, b) => rank(a) - rank(b))
}

function batchesOf(cases: readonly CorpusCase[], targets: readonly Target[]): readonly Batch[] {
  const alike = new Map<string, CorpusCase[]>()
  for (const one of cases) {
    const key = JSON.stringify(inputsOf(one))
    alike.set(key, [...(alike.get(key) ?? []), one])
  }
  return [...alike.values()].flatMap((group) =>
    targets.flatMap((target) => {
      const starts = Array.from({ length: Math.ceil(group.length / BATCH) }, (_, i) => i * BATCH)
      return starts.map((at): Batch => {
        const part = group.slice(at, at + BATCH)
        return { target, inputs: inputsOf(part[0] as CorpusCase), cases: part }
      })
    }),
  )
}

async function gateBatch(
  { target, inputs, cases }: Batch,
  toolchains: ReadonlyMap<string, Toolchain>,
): Promise<readonly Judged[]> {
  const programs: string[] = []
  for (const one of cases) {
    const toolchain = toolchains.get(one.go)
    if (!toolchain) throw new Error(`No Go was chosen for ${one.name} (Go ${one.go}).`)
    programs.push(await buildCase(one, toolchain))
  }
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'accuracy-'))
  try {
    // The engine's unprivileged user passes through it.
    await fs.chmod(directory, 0o755)
    const { report } = await run({
      raw: { ...inputs, target, artifact: programs.join('\n') },
      base: directory,
      temporaryBase: directory,
      defaultReportDirectory: path.join(directory, 'report'),
      log: SILENT,
      env: process.env,
      signal: new AbortController().signal,
    })
    return cases.map((one) =>
      judgeCase(
        one,
        target,
        report.artifacts.find(({ name }) => name === one.name),
        report.error,
      ),
    )
  } finally {
    await fs.rm(directory, { recursive: true, force: true })
  }
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const lane = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}
