// npm run accuracy: gates every program of the corpus and compares the verdicts with what real kernels did.
import { readFileSync, writeFileSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { parseArgs } from 'node:util'
import { countOutcomes, type Judged, worsened } from './accuracy/agreement.js'
import { TARGETS, type Target } from './accuracy/corpus-case.js'
import { gateCases } from './accuracy/gate-cases.js'
import { CORPUS, loadCorpus } from './accuracy/load-corpus.js'
import {
  checkExplanations,
  disagreements,
  type Explanations,
  keyOf,
  on,
  parseCounts,
  renderAccuracy,
  renderTable,
} from './accuracy/render-accuracy.js'
import { chooseToolchains } from './accuracy/toolchains.js'

const PAGE = path.resolve(CORPUS, '../../docs/accuracy.md')
const USAGE = `npm run accuracy [-- OPTIONS]
  --target ${TARGETS.join('|')}   one target instead of both
  --family NAME          one family
  --only TEXT            cases whose name contains TEXT
  --local-go             build with the Go on PATH, whatever a case names
  --json FILE            write every result there
  --check                do not write docs/accuracy.md; fail when the counts are worse than it says
A run of all cases and both targets writes docs/accuracy.md.
`

async function accuracy(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      target: { type: 'string' },
      family: { type: 'string' },
      only: { type: 'string' },
      'local-go': { type: 'boolean', default: false },
      json: { type: 'string' },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(USAGE)
    return 0
  }
  const corpus = loadCorpus()
  const cases = corpus.filter(
    ({ name, family }) => (values.family ?? family) === family && name.includes(values.only ?? ''),
  )
  const targets = TARGETS.filter((target) => (values.target ?? target) === target)
  if (cases.length === 0 || targets.length === 0) {
    process.stderr.write(
      `No case matches. Families: ${[...new Set(corpus.map((one) => one.family))].join(', ')}.\n`,
    )
    return 2
  }
  const toolchains = await chooseToolchains(
    cases.map(({ go }) => go),
    values['local-go'] ? 'local' : 'named',
  )
  const judged = await gateCases(cases, targets, toolchains, (one) => {
    if (disagreements([one]).length > 0) process.stderr.write(`${describe(one)}\n`)
  })
  if (values.json) writeFileSync(values.json, `${JSON.stringify(judged, null, 1)}\n`)
  process.stdout.write(
    `${targets.map((target) => `${target}\n${renderTable(on(judged, target))}\n`).join('\n')}`,
  )
  if (cases.length < corpus.length || targets.length < TARGETS.length) return 0
  return settle(judged, [...toolchains.values()].map(({ version }) => version).sort(), values.check)
}

function describe(one: Judged): string {
  return `${one.outcome.padEnd(13)} ${keyOf(one)}\n    kernel: ${one.truth}\n    gate:   ${one.said}`
}

/** A whole run: the page is written or compared, and every disagreement must be explained. */
function settle(judged: readonly Judged[], go: readonly string[], check: boolean): number {
  const explanations = JSON.parse(
    readFileSync(path.join(CORPUS, 'explanations.json'), 'utf8'),
  ) as Explanations
  const { missing, stale } = checkExplanations(judged, explanations)
  for (const key of missing) process.stderr.write(`Not explained in explanations.json: ${key}\n`)
  for (const key of stale) process.stderr.write(`Explained in explanations.json, but right now: ${key}\n`)
  if (!check)
    writeFileSync(PAGE, renderAccuracy(judged, explanations, { kernel: os.release().replace(/-.*/, ''), go }))
  const worse = check ? worseTargets(judged) : []
  for (const target of worse) process.stderr.write(`Worse than docs/accuracy.md says: ${target}\n`)
  return missing.length + stale.length + worse.length > 0 ? 1 : 0
}

function worseTargets(judged: readonly Judged[]): readonly Target[] {
  const before = parseCounts(readFileSync(PAGE, 'utf8'))
  if (!before) throw new Error('docs/accuracy.md states no counts: write it with npm run accuracy.')
  return TARGETS.filter((target) => {
    const counts = before[target]
    return !counts || worsened(counts, countOutcomes(on(judged, target)))
  })
}

accuracy(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  },
)
