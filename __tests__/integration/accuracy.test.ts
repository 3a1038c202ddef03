import { beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Judged } from '../../scripts/accuracy/agreement.js'
import { TARGETS } from '../../scripts/accuracy/corpus-case.js'
import { gateCases } from '../../scripts/accuracy/gate-cases.js'
import { loadCorpus } from '../../scripts/accuracy/load-corpus.js'
import { chooseToolchains } from '../../scripts/accuracy/toolchains.js'

jest.setTimeout(300_000)

/** Some of every family; `npm run accuracy` gates them all. */
const PART = [
  ...['std-exec-self-go127', 'std-exit3', 'std-hello-go124', 'std-http-go124', 'std-mptcp-default-go127'],
  ...['std-rand-go127', 'fb-io-uring', 'fb-landlock', 'fb-openat2', 'fb-statx', 'edge-setns'],
  ...['mux-epoll-raw', 'mux-select', 'cond-fast-fallback', 'cond-http-500', 'cond-second-client'],
  ...[
    'cond-sighup',
    'hard-copy-file-range',
    'hard-getrandom',
    'hard-memfd-seal',
    'hard-clone3',
    'hard-openat2',
  ],
  ...['hard-statx', 'hard-o-tmpfile', 'hard-sock-cookie', 'hard-thread-self', 'hard-uname-check'],
  ...['silent-clone-pidfd', 'silent-creat-directory', 'bad-segv', 'bad-usage'],
  ...['derived-f-ofd-setlk', 'derived-mem-available', 'derived-udp-gro-fallback'],
] as const

let judged: readonly Judged[]
beforeAll(async () => {
  const cases = loadCorpus().filter(({ name }) => PART.some((wanted) => wanted === name))
  expect(cases).toHaveLength(PART.length)
  // The Go on PATH is the one that is certain to be there.
  const toolchains = await chooseToolchains(
    cases.map(({ go }) => go),
    'local',
  )
  judged = await gateCases(cases, TARGETS, toolchains)
})

describe.each(TARGETS)('the verdict for %s', (target) => {
  it.each(PART)('on %s is what the real kernel said', (name) => {
    expect(judged.find((one) => one.name === name && one.target === target)).toMatchObject({
      outcome: 'right',
    })
  })
})
