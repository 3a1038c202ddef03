import { callersOf } from '../callers.js'
import { childPrograms, ownProgram, renderUse, usesOf } from '../facts.js'
import type { Rule, Statement } from '../rule.js'
import { canDoWithout } from '../surface-account.js'

const IO_URING = ['io_uring_setup', 'io_uring_enter', 'io_uring_register']
const FIX =
  'Find the module that uses io_uring (Go itself never does) and switch it off or replace it; kernels before 5.1, and those of EL7, answer ENOSYS.'

export const ioUringUsed: Rule = {
  id: 'io-uring-used',
  title: 'io_uring was used; no kernel before 5.1 has it',
  check(facts) {
    const uses = usesOf(ownProgram(facts), IO_URING)
    const statements: Statement[] = []
    if (uses.length > 0) {
      const survived = canDoWithout(facts, uses)
      statements.push({
        level: survived ? 'warning' : 'error',
        message: survived
          ? 'io_uring was tried and refused here, and the program does not fail for it.'
          : `io_uring was used: ${uses.map((use) => use.name).join(', ')}.`,
        fix: survived
          ? 'Make sure that the way without io_uring is the one you want on the target, or switch io_uring off.'
          : FIX,
        evidence: [
          ...callersOf(
            facts,
            uses.map(({ name }) => name),
          ),
          ...uses.flatMap((use) => [renderUse(use), use.sample]),
        ],
        subjects: uses.map(({ name }) => [name]),
      })
    }
    for (const program of childPrograms(facts)) {
      const childUses = usesOf(program, IO_URING)
      if (childUses.length === 0) continue
      statements.push({
        level: 'warning',
        message: `A program that the artifact started used io_uring: ${program.path}.`,
        fix: 'On the target another build of that program may run; check that one.',
        evidence: childUses.map(renderUse),
        subjects: childUses.map(({ name }) => [name, program.path]),
      })
    }
    return statements
  },
}
