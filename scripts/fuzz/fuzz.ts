import { runInNewContext } from 'node:vm'
import { GateError } from '../../src/errors.js'
import { MalformedFileError } from '../../src/inspect/byte-cursor.js'
import { inspectBytes } from '../../src/inspect/inspect.js'
import { inspectionSchema } from '../../src/report/report-inspection.js'
import { mutate } from './mutation.js'
import { openRandom } from './random.js'
import type { Sample } from './sample.js'

export interface FuzzOptions {
  readonly samples: readonly Sample[]
  readonly seed: number
  /** Number of the first run: each has its own stream of random numbers, so one can be repeated alone. */
  readonly first: number
  readonly runs: number
  /** Milliseconds that one run may take. */
  readonly limitMs: number
  /** What reads the damaged file; throws what is wrong with its answer. Default: the whole inspection. */
  readonly read?: ReadDamaged
}

/** Reads a file. Throws MalformedFileError or GateError when it refuses it. */
export type ReadDamaged = (path: string, bytes: Buffer) => void

export interface FuzzResult {
  readonly runs: number
  /** Files that were read in spite of the damage. */
  readonly read: number
  /** Files that were refused, with the reader's own error. */
  readonly refused: number
  readonly slowestMs: number
}

/** A damaged file made the reader crash, hang or say nonsense. */
export class FuzzFailure extends Error {
  constructor(run: number, what: string, cause?: unknown) {
    super(`run ${run}: ${what}`, { cause })
    this.name = 'FuzzFailure'
  }
}

type Progress = { -readonly [Key in keyof FuzzResult]: FuzzResult[Key] }

/** Interrupted only from outside, a run that hangs has this many times its limit. */
const HANG_FACTOR = 20
const BATCH = 1000

/** Reads damaged files until all runs are done. @throws FuzzFailure */
export function fuzz({
  samples,
  seed,
  first,
  runs,
  limitMs,
  read = readInspection,
}: FuzzOptions): FuzzResult {
  const progress: Progress = { runs: 0, read: 0, refused: 0, slowestMs: 0 }
  while (progress.runs < runs) {
    const batch = Math.min(BATCH, runs - progress.runs)
    interruptible(limitMs * HANG_FACTOR, first, progress, () => {
      for (let count = batch; count > 0; count--) {
        const run = first + progress.runs
        const random = openRandom(seed, run)
        const ms = fuzzOnce(run, random.pick(samples), random, progress, read)
        if (ms > limitMs) throw new FuzzFailure(run, `took ${Math.round(ms)} ms`)
        progress.slowestMs = Math.max(progress.slowestMs, ms)
        progress.runs++
      }
    })
  }
  return progress
}

function readInspection(path: string, bytes: Buffer): void {
  const { error } = inspectionSchema.safeParse(inspectBytes(path, bytes))
  if (error) throw error
}

function fuzzOnce(
  run: number,
  sample: Sample,
  random: ReturnType<typeof openRandom>,
  progress: Progress,
  read: ReadDamaged,
): number {
  const mutant = mutate(sample, random)
  const start = performance.now()
  try {
    read(sample.path, mutant.bytes)
    progress.read++
    return performance.now() - start
  } catch (error) {
    if (!(error instanceof MalformedFileError || error instanceof GateError)) {
      const what = `${sample.path}, ${mutant.changes.join(', ')}`
      throw new FuzzFailure(run, `${what}: ${error instanceof Error ? error.stack : String(error)}`, error)
    }
    progress.refused++
    return performance.now() - start
  } finally {
    mutant.undo()
  }
}

/** Runs code that may hang: only the engine itself can stop it, and does so for scripts of node:vm. */
function interruptible(timeout: number, first: number, progress: Progress, work: () => void): void {
  try {
    runInNewContext('work()', { work }, { timeout })
  } catch (error) {
    const hung = (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
    if (hung)
      throw new FuzzFailure(first + progress.runs, `hung, or its batch took over ${timeout} ms`, error)
    throw error
  }
}
