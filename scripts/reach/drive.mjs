// Runs inside the sandbox: starts a program under strace, exercises it in a rough way, stops it. One argument, JSON:
// {trace, program, args, service, exercise, limitMs}
import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const plan = JSON.parse(process.argv[2] ?? '{}')
const child = spawn(
  'strace',
  ['-f', '-qq', '-ttt', '-s', '0', '-o', plan.trace, plan.program, ...plan.args],
  {
    stdio: 'ignore',
    detached: true,
  },
)
const ended = new Promise((resolve) => child.on('exit', resolve))

/** The traced program, for strace keeps signals to itself. */
async function signal(name) {
  const { readFileSync } = await import('node:fs')
  try {
    const [pid] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')
    process.kill(Number(pid), name)
  } catch {}
}

async function exercise(line) {
  const http = /^(GET|POST|PUT) (\S+)(?:.* body '([^']*)')?/.exec(line)
  const socket = /^(TCP|UNIX) (\S+) .*send '([^']*)'/.exec(line)
  const sent = /^send (SIG\w+)$/.exec(line)
  try {
    if (http) {
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
      const [, method, url, body] = http
      const answer = await fetch(url, {
        method,
        ...(body ? { body } : {}),
        signal: AbortSignal.timeout(3000),
      })
      await answer.arrayBuffer()
    } else if (socket) {
      const [, network, address, text] = socket
      const [host, port] = address.split(':')
      const client =
        network === 'UNIX' ? connect(address.replace('$TMPDIR', '/tmp')) : connect(Number(port), host)
      client.on('error', () => undefined)
      client.end(text.replace('\\n', '\n'))
      await Promise.race([new Promise((resolve) => client.on('close', resolve)), sleep(2000)])
    } else if (sent) await signal(sent[1])
  } catch {}
}

if (plan.service) {
  await Promise.race([ended, sleep(1500)])
  for (const line of plan.exercise) await exercise(line)
  await Promise.race([ended, sleep(200)])
  await signal('SIGTERM')
  await Promise.race([ended, sleep(3000)])
}
await Promise.race([ended, sleep(plan.service ? 0 : plan.limitMs)])
try {
  process.kill(-child.pid, 'SIGKILL')
} catch {}
await ended
process.exit(0)
