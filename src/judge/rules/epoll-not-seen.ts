import { isService, ownProgram } from '../facts.js'
import type { Rule } from '../rule.js'

export const epollNotSeen: Rule = {
  id: 'epoll-not-seen',
  title: 'A service listens, but no epoll call was seen',
  check(facts) {
    if (!isService(facts)) return []
    const seen = ownProgram(facts)?.syscalls.some((use) => use.name.startsWith('epoll_') && use.succeeded > 0)
    if (seen) return []
    return [
      {
        level: 'warning',
        message: 'The program listens, yet no epoll call of it was seen.',
        fix: "A Go service waits with epoll. Check that the right program was traced and that it does not bypass Go's net package.",
        evidence: [],
      },
    ]
  },
}
