import { expect, it } from '@jest/globals'
import type { ReportArtifact, ReportBoot } from '../../src/report/report.js'
import { renderBoot } from '../../src/report/summary-boot.js'

const BOOT: ReportBoot = {
  place: {
    engine: 'sandbox',
    engineVersion: 'b',
    userland: 'u',
    targetUserland: false,
    kernel: '6',
    strace: '6',
  },
  ready: null,
  exercises: [],
  stop: { state: 'quit', afterMs: 3 },
  exit: { kind: 'exited', code: 2 },
  timedOut: false,
  hang: {
    kind: 'read',
    sentence: 'It waits for <b>a pipe</b>.',
    hint: '',
    clocksource: 'xen',
    threads: [
      {
        ...{
          pid: 3,
          tid: 4,
          comm: '```\n## owned',
          state: 'S',
          call: 'read(3, …',
          inCall: true,
          errno: null,
        },
        ...{ forMs: 2900, wchan: '', descriptor: '', cpuPercent: 0, repeats: '' },
      },
    ],
    moreThreads: 7,
    goroutines: ['goroutine 1 [syscall]: main.main (main.go:3)'],
  },
  strays: 0,
  durationMs: 1,
  problems: [],
  stdout: '',
  stderr: '',
  trace: null,
}
const DETAIL = {
  childCalls: true,
  ownCalls: true,
  output: true,
  evidence: true,
  tables: true,
  findings: 9,
  artifacts: 9,
}

it('shows where it hung, inert', () => {
  const text = renderBoot(BOOT, { evidence: [] } as unknown as ReportArtifact, DETAIL).join('\n')
  expect(text).toContain('clocksource xen')
  expect(text).toContain('after SIGQUIT, because it hung')
  expect(text).toContain('Where it hung (8 threads)')
  expect(text).toContain('goroutine 1 [syscall]')
  expect(text).toContain('and 7 more threads')
  expect(text).not.toContain('<b>')
  expect(text).not.toMatch(/^## owned/m)
  expect(text).toMatch(/^````text$/m)
  expect(
    renderBoot({ ...BOOT, hang: null }, { evidence: [] } as unknown as ReportArtifact, DETAIL).join(),
  ).not.toContain('Hang')
})
