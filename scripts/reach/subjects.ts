import { readdirSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildCase } from '../accuracy/build-case.js'
import type { CorpusCase } from '../accuracy/corpus-case.js'
import { loadCorpus } from '../accuracy/load-corpus.js'
import type { Toolchain } from '../accuracy/toolchains.js'

/** A program of the corpus or of examples/, and how it is run. */
export interface Subject {
  readonly name: string
  /** Version of the Go that builds it, `1.22`. */
  readonly go: string
  readonly service: boolean
  readonly exercise: readonly string[]
  /** Arguments of each start. */
  readonly starts: readonly (readonly string[])[]
  readonly limitMs: number
  readonly source: Pick<CorpusCase, 'name' | 'files'>
}

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url))
const LIMIT_MS = 5000

const STARTS: Readonly<Record<string, Pick<Subject, 'service' | 'exercise' | 'starts'>>> = {
  cgo: { service: false, exercise: [], starts: [[]] },
  cli: { service: false, exercise: [], starts: [['/etc/passwd']] },
  'http-server': { service: true, exercise: ['GET http://127.0.0.1:8080/'], starts: [[]] },
  'io-uring': { service: false, exercise: [], starts: [[]] },
  'poll-user': { service: true, exercise: ["TCP 127.0.0.1:8081 send 'hi\\n'"], starts: [[]] },
  'tls-server': { service: true, exercise: ['GET https://127.0.0.1:8443/'], starts: [[]] },
}

export function loadSubjects(): readonly Subject[] {
  const examples = Object.entries(STARTS).map(([name, start]): Subject => {
    const folder = path.join(EXAMPLES, name)
    const files = Object.fromEntries(
      readdirSync(folder).map((file) => [file, readFileSync(path.join(folder, file))]),
    )
    return { name, go: '1.22', ...start, limitMs: LIMIT_MS, source: { name, files } }
  })
  return [...examples, ...loadCorpus().map(subjectOf)]
}

function subjectOf(one: CorpusCase): Subject {
  return {
    name: one.name,
    go: one.go,
    service: one.kind === 'service',
    exercise: one.exercise,
    starts: [one.args, ...(one.exerciseArgs === null ? [] : [one.exerciseArgs])],
    limitMs: LIMIT_MS,
    source: one,
  }
}

/** Path of the executable, built without cgo. @throws Error */
export function buildSubject(subject: Subject, toolchains: ReadonlyMap<string, Toolchain>): Promise<string> {
  const toolchain = toolchains.get(subject.go)
  if (toolchain === undefined) throw new Error(`No Go was chosen for ${subject.name}.`)
  return buildCase(subject.source, toolchain)
}
