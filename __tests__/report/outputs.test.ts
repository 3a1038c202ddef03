import { describe, expect, it } from '@jest/globals'
import { OUTPUTS } from '../../src/input-table.js'
import { buildReport } from '../../src/report/build-report.js'
import { renderOutputs } from '../../src/report/outputs.js'
import type { Report } from '../../src/report/report.js'
import {
  DYNAMIC,
  GLIBC,
  SAMPLES,
  sampleArtifact,
  sampleInput,
  sampleJudged,
  sampleVerdict,
} from './samples.js'

function outputsOf(report: Report) {
  return renderOutputs(report, '/r', {
    report: '/r/report.json',
    sarif: '/r/report.sarif',
    junit: '/r/report.junit.xml',
    badge: '/r/badge.json',
  })
}

describe('renderOutputs', () => {
  it('sets exactly the outputs that action.yml names, but what only the caches know', () => {
    const named = OUTPUTS.map(({ name }) => name).filter((name) => name !== 'cache-hit')
    expect(Object.keys(outputsOf(SAMPLES.pass as Report))).toEqual(named)
  })

  it('has one line for each artifact', () => {
    expect(outputsOf(SAMPLES.two as Report)).toEqual({
      verdict: 'warn',
      report: '/r/report.json',
      sarif: '/r/report.sarif',
      junit: '/r/report.junit.xml',
      badge: '/r/badge.json',
      trace: '/r/server.strace\n/r/worker.strace',
      artifact: '/repo/legacy-kernel-report/bin/server\n/repo/legacy-kernel-report/bin/worker',
      'artifact-digest': `sha256:${'3f9a'.repeat(16)}\nsha256:${'3f9a'.repeat(16)}`,
      'go-version': '1.26.8',
      findings: '[{"rule":"dynamically-linked","level":"warning","artifact":"worker"}]',
      'min-glibc': 'none\n2.3.2',
      'min-kernel': '3.2\n3.2',
      'min-el': 'el7.0\nel7.0',
      evidence: 'static,boot,userland,surface\nstatic,boot,userland,surface',
    })
  })

  it('takes the Go version of a prebuilt file from the file', () => {
    const artifact = { ...sampleArtifact(), package: null }
    const go = { version: '1.27.3', go: '', goroot: '', source: 'path' } as const
    expect(
      outputsOf(buildReport(sampleInput({ go, artifacts: [sampleJudged({ artifact })] })))['go-version'],
    ).toBe('1.26.8')
  })

  it('keeps lists side by side when a file could not be read or its name holds a line end', () => {
    const artifact = { ...sampleArtifact(), path: '/r/a\nb' }
    const artifacts = [sampleJudged({ artifact, inspection: null, run: null }), sampleJudged()]
    const outputs = outputsOf(buildReport(sampleInput({ artifacts })))
    expect(outputs.trace).toBe('\n/r/server.strace')
    expect(outputs['min-glibc']).toBe('\nnone')
    expect(outputs.artifact.split('\n')[0]).toBe('/r/a?b')
  })

  it('is empty before any artifact', () => {
    expect(outputsOf(SAMPLES.error as Report)).toMatchObject({
      verdict: 'inconclusive',
      artifact: '',
      findings: '[]',
    })
  })

  it('caps findings at 100 kB, the gravest first', () => {
    const findings = [...Array.from({ length: 5_000 }, () => DYNAMIC), GLIBC]
    const verdict = sampleVerdict('fail', findings, [])
    const json = outputsOf(buildReport(sampleInput({ artifacts: [sampleJudged({ verdict })] }))).findings
    expect(Buffer.byteLength(json)).toBeLessThanOrEqual(100_000)
    expect(Buffer.byteLength(json)).toBeGreaterThan(99_000)
    expect(JSON.parse(json)[0]).toEqual({ rule: 'glibc-too-new', level: 'error', artifact: 'server' })
  })
})
