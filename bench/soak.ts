// Gates the HTTP example again and again in both engines with all cores busy; every verdict must be the same.
// Run as root: npx tsx bench/soak.ts [RUNS]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { Worker } from 'node:worker_threads'
import { startPrivateDocker } from '../__tests__/integration/private-docker.js'
import { ROOT, runGateFor } from '../__tests__/integration/run-gate.js'

const runs = Number(process.argv[2] ?? 100)
const EXERCISE = 'GET http://127.0.0.1:8080/healthz 200 x20 c4\nGET http://127.0.0.1:8080/fail 500'

const directory = mkdtempSync(path.join(os.tmpdir(), 'lkg-soak-'))
const artifact = path.join(directory, 'http-server')
execFileSync('go', ['build', '-trimpath', '-tags', 'netgo,osusergo', '-o', artifact, '.'], {
  cwd: path.join(ROOT, 'examples', 'http-server'),
  env: { ...process.env, CGO_ENABLED: '0' },
})
const docker = await startPrivateDocker()
process.env.DOCKER_HOST = docker.host
const burners = os.cpus().map(() => new Worker('for (;;);', { eval: true }))

let different = 0
try {
  for (const engine of ['sandbox', 'docker'] as const) {
    const seen = new Map<string, number>()
    const began = performance.now()
    for (let i = 0; i < runs; i++) {
      const image = engine === 'docker' ? { image: docker.image } : {}
      const { only } = await runGateFor({ engine, artifact, ready: 'tcp:8080', exercise: EXERCISE, ...image })
      const verdict = [
        only.verdict,
        ...only.findings.map(({ rule, level, message }) => `${rule} ${level}: ${message}`),
      ]
      seen.set(verdict.join(' · '), (seen.get(verdict.join(' · ')) ?? 0) + 1)
      process.stderr.write(`\r${engine} ${i + 1}/${runs} `)
    }
    const seconds = ((performance.now() - began) / 1000 / runs).toFixed(1)
    process.stdout.write(`\n${engine}: ${runs} runs, ${seconds} s each\n`)
    for (const [verdict, count] of seen) process.stdout.write(`  ${count} × ${verdict}\n`)
    if (seen.size !== 1) different++
  }
} finally {
  for (const burner of burners) await burner.terminate()
  await docker.stop()
  rmSync(directory, { recursive: true, force: true })
}
process.exitCode = different === 0 ? 0 : 1
