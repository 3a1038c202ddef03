import { callersOf } from '../callers.js'
import { ownProgram, renderUse, usesOf } from '../facts.js'
import type { Rule } from '../rule.js'
import { canDoWithout } from '../surface-account.js'

/** Every way to wait for many descriptors but epoll and io_uring (which has a rule of its own). */
export const OTHER_MULTIPLEXERS = [
  'select',
  '_newselect',
  'pselect6',
  'poll',
  'ppoll',
  'epoll_pwait2',
  'io_setup',
  'io_submit',
  'io_getevents',
  'io_pgetevents',
] as const

/** Of these, what kernel 3.10 does not have (5.11 and 4.18). */
const NEWER = ['epoll_pwait2', 'io_pgetevents']

export const multiplexerNotEpoll: Rule = {
  id: 'multiplexer-not-epoll',
  title: 'A multiplexing syscall outside the epoll family was used',
  check(facts) {
    const uses = usesOf(ownProgram(facts), OTHER_MULTIPLEXERS)
    if (uses.length === 0) return []
    const survived = uses.every((use) => NEWER.includes(use.name)) && canDoWithout(facts, uses)
    return [
      {
        level: survived ? 'warning' : 'error',
        message: survived
          ? `${uses.map((use) => use.name).join(', ')} was tried and refused here; the program went on without it.`
          : `The program itself waits with ${uses.map((use) => use.name).join(', ')}, not only with epoll.`,
        fix: 'Go waits with epoll; look for raw syscalls, a cgo library or golang.org/x/sys calls that wait by themselves.',
        evidence: [
          ...callersOf(
            facts,
            uses.map(({ name }) => name),
          ),
          ...uses.flatMap((use) => [renderUse(use), use.sample]),
        ].slice(0, 10),
        subjects: uses.map(({ name }) => [name]),
      },
    ]
  },
}
