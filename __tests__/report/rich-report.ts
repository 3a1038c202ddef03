import type { SourceAccount } from '../../src/build/source-account.js'
import type { Finding } from '../../src/judge/finding.js'
import { buildReport } from '../../src/report/build-report.js'
import type { Report } from '../../src/report/report.js'
import {
  DYNAMIC,
  GLIBC,
  place,
  reached,
  sampleArtifact,
  sampleInput,
  sampleJudged,
  sampleVerdict,
} from './samples.js'

/** What a program with one dependency that needs a newer call says of its build. */
export const SOURCE: SourceAccount = {
  tags: ['netgo', 'osusergo'],
  files: { rows: [], constrained: 0, leftOut: 0, changed: 0, files: 1 },
  constraints: {
    wrong: [{ file: 'svc/poll/new.go', line: 3, column: 1, message: 'misplaced //go:build comment' }],
    trouble: null,
  },
  demands: [{ file: 'svc/go.mod', line: 3, directive: 'go', version: '1.24' }],
  modules: [
    { file: 'svc/go.mod', line: 6, module: 'github.com/acme/store' },
    { file: 'svc/go.mod', line: 7, module: 'github.com/acme/ring' },
  ],
}

export const REACHABLE: Finding = {
  rule: 'syscall-reachable',
  level: 'note',
  message: 'The file can call openat2(2), which the target lacks: unix.Openat2 and 2 more.',
  fix: 'Exercise it.',
  evidence: ['golang.org/x/sys/unix.Openat2 at 0x4a1b20'],
  subjects: [
    ['openat2', 'golang.org/x/sys/unix.Openat2', 'github.com/acme/store@v1.2.3', 'github.com/acme/store'],
  ],
}

export const REQUIRED: Finding = {
  rule: 'syscall-required',
  level: 'error',
  message: 'The program cannot do without io_uring_setup(2): 14 calls.',
  fix: 'Replace it.',
  evidence: ['io_uring_setup: 14 calls'],
  subjects: [['io_uring_setup', 'syscall:io_uring_setup']],
}

export const MISPLACED: Finding = {
  rule: 'build-constraint-wrong',
  level: 'warning',
  message: 'go vet says that a build constraint is wrong: svc/poll/new.go:3: misplaced //go:build comment.',
  fix: 'Move it.',
  evidence: [],
  subjects: [['svc/poll/new.go']],
}

export const IGNORED: Finding = {
  ...DYNAMIC,
  ignored: { reason: 'The image [brings](x) its own.', expires: '2027-01-31' },
}

export const LOST: Finding = { ...DYNAMIC, rule: 'canary-missed', level: 'inconclusive' }

/** A report of one artifact with those findings, and the verdict that they make. */
export function reportOf(findings: readonly Finding[], source: SourceAccount | null = SOURCE): Report {
  const counted = findings.filter(({ ignored }) => !ignored).map(({ level }) => level)
  const verdict = counted.includes('error')
    ? 'fail'
    : counted.includes('inconclusive')
      ? 'inconclusive'
      : counted.includes('warning')
        ? 'warn'
        : 'pass'
  const ring = place(['main.main', 'github.com/acme/ring.New'], {
    module: 'github.com/acme/ring@v0.3.0',
    by: 'github.com/acme/ring@v0.3.0',
  })
  const said = sampleVerdict(verdict, findings, ['static', 'boot', 'userland', 'surface'])
  const reach = said.reach && { ...said.reach, syscalls: [reached('io_uring_setup', '5.1', ring)] }
  return buildReport(
    sampleInput({
      artifacts: [sampleJudged({ artifact: sampleArtifact(), source, verdict: { ...said, reach } })],
    }),
  )
}

export const RICH: Readonly<Record<string, Report>> = {
  everything: reportOf([REQUIRED, GLIBC, LOST, MISPLACED, REACHABLE, IGNORED]),
  ignored: reportOf([REACHABLE, IGNORED]),
  lost: reportOf([LOST, MISPLACED]),
  nothing: buildReport(sampleInput({ artifacts: [] })),
}
