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

const ROUNDS = 24
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
    exercises: [parseExercise(`GET http://${ADDRESS}/healthz 200 x${REQUESTS} c4`)],
    readyTimeoutMs: 10_000,
    runTimeoutMs: 120_000,
    stopTimeoutMs: 10_000,
    observeMs: 0,
    limits: { processes: 0, dataBytes: 0, traceBytes: 1 << 20, logBytes: 1 << 20 },
  }
}

/**
 * Seconds of processor time that agent and server took together, user and system: the load keeps the processors busy,
 * so that this is what bounds its rate, and other load on the machine hardly touches it.
 */
function load(agent: string, plan: AgentPlan): number {
  const script = 'TIMEFORMAT="%U %S"; time "$0"'
  const { stdout, stderr } = spawnSync('bash', ['-c', script, agent], {
    input: JSON.stringify(plan),
    maxBuffer: 1 << 26,
  })
  let result: AgentResult | undefined
  const decoder = createFrameDecoder((type, payload) => {
    if (type === 'R') result = JSON.parse(payload.toString())
  })
  decoder.write(stdout)
  const installed = plan.surface === null || (result?.surface?.installed && result.surface.supervised)
  const isComplete = result?.exercises.every(({ ok }) => ok) && installed
  if (!isComplete) throw new Error(`The run failed: ${stderr} ${JSON.stringify(result)}`)
  const [user, system] = (stderr.toString().trim().split('\n').at(-1) ?? '').split(' ').map(Number)
  return (user ?? Number.NaN) + (system ?? Number.NaN)
}

/** The value below which this share of the values lies. */
function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
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
    // Other load only ever adds: the faster quarter of the rounds says most about the two.
    const seconds = (of: 'free' | 'enforced') =>
      quantile(
        rounds.map((one) => one[of]),
        0.25,
      )
    const perRequest = (of: 'free' | 'enforced') => `${of} ${((seconds(of) / REQUESTS) * 1e6).toFixed(0)} µs`
    const ratio = seconds('enforced') / seconds('free')
    const pairs = quantile(
      rounds.map(({ free, enforced }) => enforced / free),
      0.5,
    )
    console.log(
      `${ROUNDS} rounds of ${REQUESTS} requests, target ${target.id}; processor time of a request, lower quartile:`,
    )
    console.log(
      `${perRequest('free')}, ${perRequest('enforced')}; ratio ${ratio.toFixed(3)} (median of the pairs ${pairs.toFixed(3)})`,
    )
    const ok = ratio < TARGET_RATIO
    console.log(`target (${TARGET_RATIO}): ${ok ? 'met' : 'missed'}`)
    return ok ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = main()
