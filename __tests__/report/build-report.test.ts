import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { GateError } from '../../src/errors.js'
import type { VerdictName } from '../../src/judge/verdict.js'
import { buildReport } from '../../src/report/build-report.js'
import { worstVerdict } from '../../src/report/worst-verdict.js'
import {
  BUILD_ERROR,
  sampleInput,
  sampleJudged,
  sampleProgram,
  sampleResult,
  sampleRun,
  sampleTrace,
  sampleVerdict,
} from './samples.js'

function judgedAs(verdict: VerdictName) {
  return sampleJudged({ verdict: sampleVerdict(verdict) })
}

describe('worstVerdict', () => {
  const names: readonly VerdictName[] = ['pass', 'warn', 'inconclusive', 'fail']

  it.each(names.flatMap((left, i) => names.map((right, j) => [left, right, names[Math.max(i, j)]] as const)))(
    '%s and %s: %s',
    (left, right, worst) => {
      expect(worstVerdict([left, right])).toBe(worst)
    },
  )

  it('is inconclusive when nothing was judged', () => {
    expect(worstVerdict([])).toBe('inconclusive')
  })

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names)), (verdicts) => {
        expect(worstVerdict([...verdicts].reverse())).toBe(worstVerdict(verdicts))
      }),
    )
  })
})

describe('buildReport', () => {
  it('takes the worst verdict of the artifacts', () => {
    expect(buildReport(sampleInput({ artifacts: [judgedAs('pass'), judgedAs('warn')] })).verdict).toBe('warn')
    expect(
      buildReport(sampleInput({ artifacts: [judgedAs('fail'), judgedAs('inconclusive')] })).verdict,
    ).toBe('fail')
  })

  it('is never green after an error', () => {
    expect(buildReport(sampleInput({ artifacts: [], error: BUILD_ERROR })).verdict).toBe('inconclusive')
    expect(buildReport(sampleInput({ error: BUILD_ERROR })).verdict).toBe('inconclusive')
    const artifacts = [sampleJudged({ error: BUILD_ERROR }), judgedAs('pass')]
    expect(buildReport(sampleInput({ artifacts })).verdict).toBe('inconclusive')
    expect(buildReport(sampleInput({ artifacts: [judgedAs('fail')], error: BUILD_ERROR })).verdict).toBe(
      'fail',
    )
  })

  it('tells where the compiler complained, and nothing for other errors', () => {
    expect(buildReport(sampleInput({ error: BUILD_ERROR })).error?.places).toHaveLength(2)
    const other = new GateError({ stage: 'boot', code: 'no-engine', fault: 'user', message: 'm', hint: 'h' })
    expect(buildReport(sampleInput({ error: other })).error).toEqual({
      stage: 'boot',
      code: 'no-engine',
      fault: 'user',
      message: 'm',
      hint: 'h',
      places: [],
    })
  })

  it('keeps the end of what the artifact printed', () => {
    const run = sampleRun({ stdout: `${'x'.repeat(5_000)}end`, stderr: '' })
    const boot = buildReport(sampleInput({ artifacts: [sampleJudged({ run })] })).artifacts[0]?.boot
    expect(boot?.stdout).toHaveLength(4_000)
    expect(boot?.stdout.endsWith('xend')).toBe(true)
  })

  it('collects the troubles of engine and agent, each once', () => {
    const result = sampleResult({ startError: 'no such file', problems: ['a', 'b'] })
    const run = sampleRun({ problems: ['b', 'c'], result })
    const boot = buildReport(sampleInput({ artifacts: [sampleJudged({ run })] })).artifacts[0]?.boot
    expect(boot?.problems).toEqual(['b', 'c', 'no such file', 'a'])
  })

  it('reports a run that ended before the agent could', () => {
    const run = sampleRun({ result: null, trace: null })
    const boot = buildReport(sampleInput({ artifacts: [sampleJudged({ run })] })).artifacts[0]?.boot
    expect(boot).toMatchObject({ ready: null, exercises: [], stop: null, exit: null, trace: null })
  })

  it('names the trace relative to the report, and tells the artifact from what it started', () => {
    const programs = [sampleProgram({ path: '/bin/sh' }), sampleProgram({ path: '/app/server' })]
    const run = sampleRun({ trace: sampleTrace({ programs }) })
    const traceOf = (programPath: string | null) =>
      buildReport(sampleInput({ artifacts: [sampleJudged({ run, programPath })] })).artifacts[0]?.boot?.trace
    expect(traceOf('/app/server')?.path).toBe('server.strace')
    expect(traceOf('/app/server')?.programs.map((program) => program.isArtifact)).toEqual([false, true])
    expect(traceOf(null)?.programs.map((program) => program.isArtifact)).toEqual([true, false])
  })
})
