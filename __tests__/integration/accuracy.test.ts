import { beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Judged } from '../../scripts/accuracy/agreement.js'
import type { Target } from '../../scripts/accuracy/corpus-case.js'
import { gateCases } from '../../scripts/accuracy/gate-cases.js'
import { loadCorpus } from '../../scripts/accuracy/load-corpus.js'
import { chooseToolchains } from '../../scripts/accuracy/toolchains.js'

jest.setTimeout(900_000)

/** Some of every family for el7; for vanilla those on which the two kernels differ. `npm run accuracy` gates all. */
const PART: readonly (readonly [Target, readonly string[]])[] = [
  [
    'el7',
    [
      ...['std-exec-self-go127', 'std-exit3', 'std-http-go124', 'std-mptcp-default-go127', 'std-rand-go127'],
      ...['fb-landlock', 'fb-openat2', 'fb-statx', 'edge-setns', 'mux-epoll-raw', 'mux-select'],
      ...['cond-fast-fallback', 'cond-http-500', 'cond-second-client', 'cond-sighup'],
      ...['hard-clone3', 'hard-copy-file-range', 'hard-memfd-seal', 'hard-o-tmpfile', 'hard-sock-cookie'],
      ...[
        'hard-statx',
        'hard-thread-self',
        'hard-uname-check',
        'silent-clone-pidfd',
        'bad-segv',
        'bad-usage',
      ],
      ...['derived-f-ofd-setlk', 'derived-mem-available', 'derived-udp-gro-fallback'],
    ],
  ],
  ['linux-3.10', ['hard-memfd-seal', 'hard-o-tmpfile', 'derived-f-ofd-setlk', 'derived-mem-available']],
]

const judged: Judged[] = []
beforeAll(async () => {
  const corpus = loadCorpus()
  // The Go on PATH is the one that is certain to be there.
  const toolchains = await chooseToolchains(
    corpus.map(({ go }) => go),
    'local',
  )
  for (const [target, names] of PART) {
    const cases = corpus.filter(({ name }) => names.includes(name))
    judged.push(...(await gateCases(cases, [target], toolchains)))
  }
})

describe.each(PART)('the verdict for %s', (target, names) => {
  it.each(names)('on %s is what the real kernel said', (name) => {
    expect(judged.find((one) => one.name === name && one.target === target)).toMatchObject({
      outcome: 'right',
    })
  })
})
