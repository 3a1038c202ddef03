import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { EvidenceKind } from '../../src/judge/verdict.js'
import { buildReport } from '../../src/report/build-report.js'
import { renderSummary } from '../../src/report/render-summary.js'
import type { Report } from '../../src/report/report.js'
import { HOSTILE_SAMPLES, hostileText, poisoned } from './hostile.js'
import {
  BUILD_ERROR,
  IO_URING,
  SAMPLES,
  sampleInput,
  sampleJudged,
  sampleProgram,
  sampleRun,
  sampleTrace,
  sampleVerdict,
  use,
} from './samples.js'

const WHERE = { directory: 'legacy-kernel-report' }

function summaryOf(...artifacts: ReturnType<typeof sampleJudged>[]): string {
  return renderSummary(buildReport(sampleInput({ artifacts })), WHERE)
}

describe('what a summary says', () => {
  it('starts with the verdict', () => {
    expect(summaryOf(sampleJudged()).split('\n')[0]).toBe(
      '## ✅ PASS — <code>server</code> booted and did what was asked under the kernel surface of RHEL/CentOS 7.9 (3.10.0-1160.el7), without 3 newer things that it tried.',
    )
  })

  it('says what the boot does not show, after its evidence', () => {
    const withEvidence = (...evidence: EvidenceKind[]) =>
      summaryOf(sampleJudged({ verdict: sampleVerdict('pass', [], evidence) }))
    const unproven = 'what the program does without newer calls was not, or not surely, seen'
    expect(withEvidence('static', 'boot', 'userland')).toContain(unproven)
    expect(withEvidence('static', 'boot')).toContain('Its userland was not the target')
    expect(withEvidence('static', 'boot', 'userland', 'surface')).not.toContain(unproven)
    expect(withEvidence('static', 'boot', 'userland', 'surface')).toContain('of the host')
    expect(withEvidence('static', 'boot', 'userland', 'kernel')).not.toContain('of the host:')
  })

  it('says what was refused, what the control run did, and which kernels would do', () => {
    const summary = renderSummary(SAMPLES.required as Report, WHERE)
    expect(summary).toContain('it did its job, so the kernel is the cause.')
    expect(summary).toContain(
      '| <code>openat2(2)</code> | 5.6 | refused: ENOSYS | 2 | **required: fails without it** |',
    )
    expect(summary).toContain(
      '| <code>rseq(2)</code> by <code>/bin/sh</code> | 4.18 | refused: ENOSYS | 1 | probed',
    )
    expect(summary).toContain('Linux 5.6, of the EL family el9 (decided by openat2(2)).')
  })

  it('folds a long list of what was refused', () => {
    const judged = sampleJudged()
    const surface = judged.verdict.surface
    const refused = Array.from(
      { length: 9 },
      (_, n) => surface?.refused.map((use) => ({ ...use, id: `${use.id}${n}` })) ?? [],
    ).flat()
    const verdict = { ...judged.verdict, surface: surface && { ...surface, refused } }
    expect(summaryOf({ ...judged, verdict })).toContain(
      '<details><summary>27 things that the target kernel lacks</summary>',
    )
    expect(summaryOf(judged)).not.toContain('things that the target kernel lacks</summary>')
  })

  it('links each finding to the page of its rule', () => {
    const report = SAMPLES.fail as Report
    expect(renderSummary(report, WHERE)).toContain('More: <code>docs/rules/io-uring-used.md</code>.')
    expect(renderSummary(report, { ...WHERE, docsUrl: 'https://h.example/o/r/blob/v1' })).toContain(
      '<a href="https://h.example/o/r/blob/v1/docs/rules/io-uring-used.md">',
    )
  })

  it('does not say that a program booted when it was only read', () => {
    const summary = summaryOf(sampleJudged({ run: null, verdict: sampleVerdict('pass', [], ['static']) }))
    expect(summary).toContain('<code>server</code> was read, not run;')
    expect(summary).not.toContain('booted')
  })

  it('counts what was asked when not all of it was done', () => {
    const exercises = [
      { line: 'GET /', ok: true, detail: '200', ms: 1 },
      { line: 'GET /x', ok: false, detail: 'got 502, expected 200', ms: 1 },
    ]
    const run = sampleRun()
    const result = run.result && { ...run.result, exercises }
    const verdict = sampleVerdict('warn', [], ['static', 'boot'])
    const summary = summaryOf(sampleJudged({ run: { ...run, result }, verdict }))
    expect(summary).toContain('did 1 of 2 things that were asked')
    expect(summary).toContain('| **no** | got 502, expected 200 |')
  })

  it('shows multiplexers first and marks refused calls', () => {
    const syscalls = [
      use('accept4', 1),
      use('clone3', 1, { ENOSYS: 1 }),
      use('epoll_ctl', 1),
      use('poll', 1),
      use('io_uring_setup', 1),
    ]
    const trace = sampleTrace({ programs: [sampleProgram({ syscalls })] })
    const summary = summaryOf(sampleJudged({ run: sampleRun({ trace }) }))
    const calls = [...summary.matchAll(/^\| <code>([a-z_0-9]+)<\/code> \| \d+ \|.*$/gm)]
    expect(calls.map((row) => row[1])).toEqual(['io_uring_setup', 'poll', 'epoll_ctl', 'clone3', 'accept4'])
    expect(calls[3]?.[0]).toContain('**refused** (ENOSYS 1×)')
  })

  it('shows an error beside artifacts that were judged', () => {
    const summary = renderSummary(buildReport(sampleInput({ error: BUILD_ERROR })), WHERE)
    expect(summary).toMatch(
      /^## ❔ INCONCLUSIVE — 1 binary for .*: 1 passed; the build stage stopped before the end\.\n/,
    )
    expect(summary).toContain('### ✅ PASS — <code>server</code>')
    expect(summary).toContain('- <code>cmd/server/main.go:20</code>: missing return')
  })
})

describe('the limit', () => {
  function wide(programs: number): Report {
    const syscalls = Array.from({ length: 400 }, (_, number) => use(`syscall_${number}`, 1, { ENOENT: 1 }))
    const children = Array.from({ length: programs }, (_, number) =>
      sampleProgram({ path: `/bin/p${number}`, syscalls }),
    )
    const trace = sampleTrace({ programs: [sampleProgram(), ...children] })
    const verdict = sampleVerdict('fail', [IO_URING], ['static', 'boot'])
    const judged = sampleJudged({ run: sampleRun({ trace }), verdict })
    return buildReport(sampleInput({ artifacts: Array.from({ length: 5 }, () => judged) }))
  }

  it('gives up the tables of system calls first, and says so', () => {
    const full = renderSummary(wide(1), { ...WHERE, limit: Number.POSITIVE_INFINITY })
    expect(full).not.toContain('was cut')
    const cut = renderSummary(wide(1), { ...WHERE, limit: full.length - 1_000 })
    expect(cut).toContain("it leaves out the children's system calls. Everything is in report.json.")
    expect(cut).toContain('System calls of <code>/app/server</code>')
    expect(cut).toContain('io_uring_setup(256, {flags=0, …}) = 6')
  })

  it('is kept by default with the verdict and the findings still there', () => {
    const summary = renderSummary(wide(40), WHERE)
    expect(Buffer.byteLength(summary)).toBeLessThan(1_048_576)
    expect(summary).toMatch(/^## ❌ FAIL/)
    expect(summary).toContain('io_uring was used')
    expect(summary).toContain('was cut')
  })

  it('is kept whatever it is, and the verdict comes first', () => {
    const findings = Array.from({ length: 500 }, () => ({ ...IO_URING, message: '@'.repeat(900) }))
    const verdict = sampleVerdict('fail', findings, ['static'])
    const artifacts = Array.from({ length: 300 }, () => sampleJudged({ verdict }))
    const report = buildReport(sampleInput({ artifacts }))
    for (const limit of [1_000_000, 300_000, 20_000, 2_000, 200]) {
      const summary = renderSummary(report, { ...WHERE, limit })
      expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(limit)
      expect(summary).toMatch(/^## ❌ FAIL/)
    }
  })

  it('cuts lines of a megabyte', () => {
    const report = poisoned(SAMPLES.fail as Report, 'x'.repeat(1_000_000))
    expect(Buffer.byteLength(renderSummary(report, WHERE))).toBeLessThan(100_000)
  })
})

/** Elements that the summary is made of; nothing else may begin with `<` outside a fenced block. */
const OWN_TAGS = /<\/?(?:code|span|details|summary|sub)>/g

describe('what others wrote', () => {
  it('stays inert in every place of the summary', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOSTILE_SAMPLES), hostileText, (sample, raw) => {
        const summary = renderSummary(poisoned(sample, raw), { directory: raw })
        expect(summary).not.toMatch(/^\s*::|##\[/m)
        // ⚠️ is two code points, the second of which a font leaves out.
        const seen = summary.replaceAll('\n', '').replaceAll('⚠️', '')
        expect(seen).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
        checkOutsideFences(summary)
      }),
      { numRuns: 300 },
    )
  })

  it('cannot change the number of lines outside the blocks that quote it', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        const structure = (text: string) =>
          withoutFences(renderSummary(poisoned(SAMPLES.fail as Report, text), WHERE)).map((line) =>
            line.startsWith('| ') ? line.split('|').length : /^#+ |^- |^<\/?details>|^$/.exec(line)?.[0],
          )
        expect(structure(`a${raw}`)).toEqual(structure('a'))
      }),
    )
  })
})

function checkOutsideFences(summary: string): void {
  for (const line of withoutFences(summary)) {
    const spanless = line.replace(/<span>[@#$:.-]<\/span>/g, '\0')
    expect(spanless).not.toMatch(/:\/\/|::/)
    expect(spanless.replace(OWN_TAGS, '')).not.toMatch(/[<>`[\]\\~]/)
  }
  for (const tag of ['code', 'span', 'details', 'summary', 'sub']) {
    const outside = withoutFences(summary).join('\n')
    expect(outside.split(`<${tag}>`)).toHaveLength(outside.split(`</${tag}>`).length)
  }
}

/** Lines outside fenced blocks; fails when a fence is not closed. */
function withoutFences(summary: string): string[] {
  const outside: string[] = []
  let fence: string | null = null
  for (const line of summary.split('\n')) {
    const open = /^(`{3,})(?:text|mermaid)$/.exec(line)?.[1]
    if (fence === null && open) fence = open
    else if (fence === null) outside.push(line)
    else if (/^`+$/.test(line) && line.length >= fence.length) fence = null
  }
  expect(fence).toBeNull()
  return outside
}
