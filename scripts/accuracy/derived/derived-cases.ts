import type { CorpusCase } from '../corpus-case.js'
import type { DerivedRow } from './derived-row.js'
import { FILE_ROWS } from './file-rows.js'
import { MEMORY_ROWS } from './memory-rows.js'
import { PROCESS_ROWS } from './process-rows.js'
import { renderProgram } from './program.js'
import { SOCKET_ROWS } from './socket-rows.js'

const ROWS: readonly DerivedRow[] = [...SOCKET_ROWS, ...MEMORY_ROWS, ...FILE_ROWS, ...PROCESS_ROWS]

/** Small programs of one newer call each; their truth is derived from the kernels' sources, not measured. */
export const DERIVED_CASES: readonly CorpusCase[] = ROWS.flatMap((row) => [
  toCase(row, false),
  ...(row.fallback ? [toCase(row, true)] : []),
])

function toCase(row: DerivedRow, fallsBack: boolean): CorpusCase {
  const name = `derived-${row.name}${fallsBack ? '-fallback' : ''}`
  const truth = (works: boolean) => ({ works: fallsBack || works, reason: `derived: ${row.source}` })
  return {
    name,
    family: fallsBack ? 'derived-fallback' : 'derived',
    summary: `${row.name}: ${fallsBack ? 'does without it when refused' : 'insists on it'}`,
    go: '1.24',
    kind: 'cli',
    args: [],
    ready: '',
    exercise: [],
    exerciseArgs: null,
    expectExit: 0,
    timeoutMs: null,
    files: {
      'go.mod': Buffer.from(`module corpus.test/${name}\n\ngo 1.22\n`),
      'main.go': Buffer.from(renderProgram(row.attempt, fallsBack)),
    },
    worksOnHost: true,
    truth: { el7: truth(row.works.el7), 'linux-3.10': truth(row.works['linux-3.10']) },
  }
}
