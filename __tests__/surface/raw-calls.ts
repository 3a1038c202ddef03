import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SECCOMP_RET } from '../../src/surface/render-bpf.js'
import type { CallSample } from './call-samples.js'

/** Makes calls on the running kernel under a filter, and tells their errnos; 0 for a call that went through. */
export interface RawCaller {
  readonly program: string
  /** False when the host cannot execute programs of this architecture. */
  readonly runs: boolean
  call(filter: Uint8Array, calls: readonly CallSample[]): readonly number[]
  remove(): void
}

export function buildRawCaller(goarch: 'amd64' | '386' | 'arm64'): RawCaller {
  const folder = mkdtempSync(join(tmpdir(), 'raw-calls-'))
  const program = join(folder, 'raw-calls')
  const source = fileURLToPath(new URL('raw-calls.go', import.meta.url))
  execFileSync('go', ['build', '-o', program, source], {
    cwd: folder,
    env: { ...process.env, GOTOOLCHAIN: 'local', GOWORK: 'off', CGO_ENABLED: '0', GOARCH: goarch },
  })
  return {
    program,
    runs: spawnSync(program, ['-probe'], { encoding: 'utf8' }).stdout === 'runs\n',
    call(filter, calls) {
      const file = join(folder, 'filter')
      writeFileSync(file, withoutQuestions(filter))
      const input = callsInput(calls)
      const { status, stdout, stderr, signal } = spawnSync(program, [file], { input, encoding: 'utf8' })
      if (status !== 0) throw new Error(`raw-calls: ${stderr || signal}`)
      return JSON.parse(stdout)
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}

/** What the program reads. */
export function callsInput(calls: readonly CallSample[]): string {
  return `[${calls.map(({ number, args }) => `[${[number, ...args].join(',')}]`).join(',')}]`
}

/** Nobody listens here: what would be asked is let through. */
function withoutQuestions(filter: Uint8Array): Uint8Array {
  const patched = Buffer.from(filter)
  for (let i = 0; i < patched.length; i += 8) {
    const isQuestion = patched[i] === 0x06 && patched.readUInt32LE(i + 4) === SECCOMP_RET.userNotification
    if (isQuestion) patched.writeUInt32LE(SECCOMP_RET.allow, i + 4)
  }
  return patched
}
