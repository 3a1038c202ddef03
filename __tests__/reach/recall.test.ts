import { describe, expect, it, jest } from '@jest/globals'
import { chooseToolchains } from '../../scripts/accuracy/toolchains.js'
import { compareWithTrace, readReachOf } from '../../scripts/reach/recall.js'
import { buildSubject, loadSubjects } from '../../scripts/reach/subjects.js'
import { traceProgram } from '../../scripts/reach/trace-program.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'

jest.setTimeout(180_000)

const table = loadKernelModel().syscalls
/** The rest: npx tsx scripts/reach-recall.ts */
const SOME = /^(http-server|cli|poll-user|io-uring|tls-server)$/
const subjects = loadSubjects().filter(({ name }) => SOME.test(name))

it('there are programs to look at', () => expect(subjects.length).toBe(5))

describe('what a program does is in the reach of its file', () => {
  it.each(subjects.map((subject) => [subject.name, subject] as const))('%s', async (_, subject) => {
    const program = await buildSubject(subject, await chooseToolchains([subject.go], 'local'))
    const seen = new Set<string>()
    for (const args of subject.starts) {
      for (const name of await traceProgram({ ...subject, program, args }, table)) seen.add(name)
    }
    expect(seen.size).toBeGreaterThan(10)
    expect(compareWithTrace(readReachOf(program, table), [...seen]).missing).toEqual([])
  })
})
