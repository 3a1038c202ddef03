// What the enforced kernel surface costs an HTTP server that is not traced. Run: npx tsx bench/enforcement.ts
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AgentResult } from '../src/boot/agent-result.js'
import type { AgentPlan } from '../src/boot/boot-plan.js'
import { parseExercise } from '../src/boot/exercise.js'
import { createFrameDecoder } from '../src/boot/frames.js'
import { loadKernelModel } from '../src/kernel/load-kernel-model.js'
import { machineOfNode } from '../src/kernel/machine.js'
import { resolveProfile } from '../src/kernel/resolve-profile.js'
import { buildSurfacePlan } from '../src/surface/build-surface-plan.js'
import type { SurfacePlan } from '../src/surface/surface-plan.js'

const ROUNDS = 15
const TARGET_RATIO = 1.05
const REQUESTS = 10_000
const ADDRESS = '127.0.0.1:18991'
const ROOT = fileURLToPath(new URL('..', import.meta.url))

function build(source: string, program: string): void {
  const env = { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local' }
  execFileSync('go', ['build', '-o', program, '.'], { cwd: join(ROOT, source), env })
}

function planOf(server: string, surface: SurfacePlan | null): AgentPlan {
  return {
    protocol: 1,
    argv: [server, '-addr', ADDRESS],
    env: [],
    cwd: '/tmp',
    tracer: [],
    surface,
    ready: { kind: 'tcp', host: '127.0.0.1', port: Number(ADDRESS.split(':')[1]) },
    exercises: [
      parseExercise(`GET http://${ADDRESS}/healthz 200 x1000 c4`),
      parseExercise(`GET http://${ADDRESS}/healthz 200 x${REQUESTS} c4`),
    ],
    readyTimeoutMs: 10_000,
    runTimeoutMs: 120_000,
    stopTimeoutMs: 10_000,
    observeMs: 0,
    limits: { processes: 0, dataBytes: 0, traceBytes: 1 << 20, logBytes: 1 << 20 },
  }
}

/** Milliseconds that the server and the agent, which makes the load, took for the second exercise. */
function load(agent: string, plan: AgentPlan): number {
  const { stdout, stderr } = spawnSync(agent, [], { input: JSON.stringify(plan), maxBuffer: 1 << 26 })
  let result: AgentResult | undefined
  const decoder = createFrameDecoder((type, payload) => {
    if (type === 'R') result = JSON.parse(payload.toString())
  })
  decoder.write(stdout)
  const [, exercise] = result?.exercises ?? []
  const installed = plan.surface === null || (result?.surface?.installed && result.surface.supervised)
  if (!exercise?.ok || !installed) throw new Error(`The run failed: ${stderr} ${JSON.stringify(result)}`)
  return exercise.ms
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

function main(): number {
  const model = loadKernelModel()
  const host = machineOfNode(process.arch)
  const target = resolveProfile(model, host?.table === 'x86_64' ? 'el7' : 'el8')
  if (!host || !target) throw new Error(`There is nothing to enforce on ${process.arch}.`)
  const folder = mkdtempSync(join(tmpdir(), 'enforcement-bench-'))
  try {
    const [agent, server] = [join(folder, 'agent'), join(folder, 'http-server')]
    build('agent', agent)
    build('examples/http-server', server)
    const plans = {
      free: planOf(server, null),
      enforced: planOf(server, buildSurfacePlan(target, model.syscalls, host.table)),
    }
    // In turns, and each pair the other way round than the one before: other load on the machine hits both alike.
    const rounds = Array.from({ length: ROUNDS }, (_, i) => {
      const order = i % 2 === 0 ? (['free', 'enforced'] as const) : (['enforced', 'free'] as const)
      const times = { free: 0, enforced: 0 }
      for (const one of order) times[one] = load(agent, plans[one])
      return times
    })
    const ratios = rounds.map(({ free, enforced }) => enforced / free)
    const best = Math.min(...rounds.map((one) => one.enforced)) / Math.min(...rounds.map((one) => one.free))
    const perSecond = (of: 'free' | 'enforced') => (REQUESTS / median(rounds.map((one) => one[of]))) * 1000
    console.log(`${ROUNDS} rounds of ${REQUESTS} requests, target ${target.id}; median requests a second:`)
    console.log(`free ${perSecond('free').toFixed(0)}, enforced ${perSecond('enforced').toFixed(0)}`)
    console.log(
      `time enforced/free: median of the rounds ${median(ratios).toFixed(3)}, best/best ${best.toFixed(3)}`,
    )
    const ok = Math.min(median(ratios), best) < TARGET_RATIO
    console.log(`target (${TARGET_RATIO}): ${ok ? 'met' : 'missed'}`)
    return ok ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = main()
