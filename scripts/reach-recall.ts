// Does every syscall that a program makes stand in the reach of its file? Builds, runs and traces the corpus and the
// examples: npx tsx scripts/reach-recall.ts [--go local|named] [NAME…]
import { parseArgs } from 'node:util'
import { loadKernelModel } from '../src/kernel/load-kernel-model.js'
import { chooseToolchains } from './accuracy/toolchains.js'
import { compareWithTrace, readReachOf } from './reach/recall.js'
import { buildSubject, loadSubjects } from './reach/subjects.js'
import { traceProgram } from './reach/trace-program.js'

const { values, positionals } = parseArgs({
  options: { go: { type: 'string', default: 'named' } },
  allowPositionals: true,
})
const table = loadKernelModel().syscalls
const subjects = loadSubjects().filter(({ name }) => positionals.length === 0 || positionals.includes(name))
const toolchains = await chooseToolchains(
  subjects.map(({ go }) => go),
  values.go === 'local' ? 'local' : 'named',
)
const total = { programs: 0, seen: 0, missing: 0, unexplained: 0, unknown: 0, failed: 0 }
const unknownIn = new Map<string, number>()
for (const subject of subjects) {
  try {
    const program = await buildSubject(subject, toolchains)
    const reach = readReachOf(program, table)
    const seen = new Set<string>()
    for (const args of subject.starts) {
      for (const name of await traceProgram({ ...subject, program, args }, table)) seen.add(name)
    }
    const recall = compareWithTrace(reach, [...seen])
    total.programs++
    total.seen += recall.seen.length
    total.missing += recall.missing.length
    total.unknown += recall.unknown.length
    for (const place of recall.unknown)
      unknownIn.set(place.function, (unknownIn.get(place.function) ?? 0) + 1)
    if (recall.missing.length > 0 && recall.unknown.length === 0) total.unexplained += recall.missing.length
    const missing = recall.missing.length === 0 ? '' : `, NOT IN REACH: ${recall.missing.join(' ')}`
    process.stdout.write(
      `${subject.name}: ${recall.seen.length} seen, ${reach.calls.length} places, ${recall.unknown.length} unknown${missing}\n`,
    )
  } catch (error) {
    total.failed++
    process.stdout.write(`${subject.name}: FAILED ${error instanceof Error ? error.message : error}\n`)
  }
}
process.stdout.write(`${JSON.stringify(total)}\n`)
for (const [name, count] of [...unknownIn].sort((a, b) => b[1] - a[1]))
  process.stdout.write(`unknown in ${name}: ${count} programs\n`)
process.exitCode = total.unexplained + total.failed > 0 ? 1 : 0
