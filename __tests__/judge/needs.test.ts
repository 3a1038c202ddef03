import { describe, expect, it } from '@jest/globals'
import type { Facts } from '../../src/judge/facts.js'
import { needsOf } from '../../src/judge/needs.js'
import type { ProgramTrace } from '../../src/trace/trace-summary.js'
import {
  controlRun,
  option,
  PROGRAM,
  program,
  sampleFacts,
  sampleInspection,
  sampleResult,
  sampleRun,
  sampleTrace,
  use,
} from './sample-facts.js'

const FAILED = { exercises: [{ line: 'GET /', ok: false, detail: 'got 500', ms: 1 }] }

function did(...syscalls: ProgramTrace['syscalls']): ProgramTrace[] {
  return [program(PROGRAM, { syscalls: [use('epoll_create1'), ...syscalls] })]
}

function ran(programs: readonly ProgramTrace[], failed = false) {
  return sampleRun({ result: sampleResult(failed ? FAILED : {}), trace: sampleTrace({ programs }) })
}

function go(version: string) {
  const inspection = sampleInspection()
  return sampleInspection({ go: inspection.go && { ...inspection.go, version } })
}

const culprit = {
  suspects: ['syscall:openat2'],
  culprits: ['syscall:openat2'],
  reruns: 1,
  cleared: false,
  doubt: '',
}

describe('needsOf', () => {
  it.each<[string, Facts, unknown]>([
    ['Go itself', sampleFacts(), ['3.2', 'el7.0', 'Go 1.26.8', 'Go 1.26.8']],
    ['an older Go', sampleFacts({ inspection: go('go1.21.3') }), ['2.6.32', 'el6', 'Go 1.21.3', 'Go 1.21.3']],
    [
      'a call of el7',
      sampleFacts({ run: ran(did(use('getrandom'))) }),
      ['3.17', expect.stringMatching(/^el7\.[78]$/), 'getrandom(2)', 'getrandom(2)'],
    ],
    [
      'a call that was refused and not missed',
      sampleFacts({ run: ran(did(use('openat2', 1, { ENOSYS: 1 }))) }),
      ['3.2', 'el7.0', 'Go 1.26.8', 'Go 1.26.8'],
    ],
    [
      'a call that it cannot do without',
      sampleFacts({ run: ran(did(use('openat2', 1, { ENOSYS: 1 })), true), attribution: culprit }),
      ['5.6', 'el9', 'openat2(2)', 'openat2(2)'],
    ],
    [
      'what it used in the control run of all that the target has',
      sampleFacts({
        run: ran(did(use('statx', 1, { ENOSYS: 1 }), use('execveat', 1, { ENOSYS: 1 })), true),
        control: controlRun(
          {},
          { programs: did(use('getrandom'), use('execveat'), use('statx'), use('openat2')) },
        ),
        attribution: { ...culprit, culprits: ['syscall:execveat'] },
      }),
      ['3.19', 'el8.3', 'execveat(2)', 'execveat(2)'],
    ],
    [
      'a flag that the target ignores',
      sampleFacts({
        run: ran([
          program(PROGRAM, {
            syscalls: [use('epoll_create1')],
            options: [option('send-flags', 'MSG_ZEROCOPY', 'sendmsg')],
          }),
        ]),
      }),
      ['4.14', 'el8.3', 'sendmsg(MSG_ZEROCOPY)', 'sendmsg(MSG_ZEROCOPY)'],
    ],
    [
      'a call of a child',
      sampleFacts({ run: ran([...did(), program('/bin/sh', { syscalls: [use('getrandom')] })]) }),
      ['3.2', 'el7.0', 'Go 1.26.8', 'Go 1.26.8'],
    ],
    [
      'a newer glibc',
      sampleFacts({ inspection: sampleInspection({ minGlibc: '2.34' }) }),
      ['3.2', 'el9', 'Go 1.26.8', 'glibc 2.34'],
    ],
    [
      'a glibc that no el has',
      sampleFacts({ inspection: sampleInspection({ minGlibc: '2.39' }) }),
      ['3.2', null, 'Go 1.26.8', 'glibc 2.39'],
    ],
  ])('%s', (_, facts, expected) => {
    const needs = needsOf(facts)
    expect([needs?.kernel, needs?.el, needs?.decidedBy.kernel, needs?.decidedBy.el]).toEqual(expected)
  })

  it.each<[string, Facts]>([
    ['it was not run', sampleFacts({ run: null })],
    ['it failed and there is no control run', sampleFacts({ run: ran(did(), true), control: null })],
    ['it failed in both runs', sampleFacts({ run: ran(did(), true), control: controlRun(FAILED) })],
    [
      'it is the name of the kernel that it minds',
      sampleFacts({ run: ran(did(use('uname')), true), attribution: { ...culprit, culprits: ['uname'] } }),
    ],
    ['it failed under the surface for no reason that is known', sampleFacts({ run: ran(did(), true) })],
  ])('says nothing when %s', (_, facts) => expect(needsOf(facts)).toBeNull())
})
