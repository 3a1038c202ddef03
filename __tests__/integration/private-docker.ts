import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { importStandIn, must, STAND_IN_IMAGE } from './stand-in-image.js'

/** A Docker daemon of the test's own, with one stand-in image in it. */
export interface PrivateDocker {
  /** Value for DOCKER_HOST. */
  readonly host: string
  readonly image: string
  /** Ends the daemon and removes all that it made. */
  stop(): Promise<void>
}

/** Root may start the daemon itself; everybody else does it through sudo. */
function asRoot(command: string, args: readonly string[]): [string, string[]] {
  return process.getuid?.() === 0 ? [command, [...args]] : ['sudo', [command, ...args]]
}

export async function startPrivateDocker(): Promise<PrivateDocker> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'lkg-docker-'))
  const socket = path.join(directory, 'd.sock')
  const pidFile = path.join(directory, 'd.pid')
  const group = must('id', ['-gn']).trim()
  const [command, args] = asRoot('dockerd', [
    ...['-H', `unix://${socket}`, '--group', group, '-p', pidFile],
    ...['--data-root', path.join(directory, 'data'), '--exec-root', path.join(directory, 'exec')],
    ...['--iptables=false', '--ip6tables=false', '--bridge=none'],
  ])
  const search = `${process.env.PATH}:/usr/sbin:/sbin`
  const daemon = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: search },
  })
  const log = collect(daemon)
  const host = `unix://${socket}`
  const env = { ...process.env, DOCKER_HOST: host }
  const stop = () => stopDaemon(daemon, pidFile, directory)
  try {
    for (let i = 0; spawnSync('docker', ['version'], { env }).status !== 0; i++) {
      if (i > 300 || daemon.exitCode !== null) throw new Error(`dockerd does not answer: ${log()}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    importStandIn('docker', directory, env)
  } catch (error) {
    await stop()
    throw error
  }
  return { host, image: STAND_IN_IMAGE, stop }
}

function collect(daemon: ChildProcess): () => string {
  let text = ''
  for (const stream of [daemon.stdout, daemon.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-3000)
    })
  }
  return () => text
}

async function stopDaemon(daemon: ChildProcess, pidFile: string, directory: string): Promise<void> {
  if (daemon.exitCode === null) {
    const ended = new Promise((resolve) => daemon.once('close', resolve))
    if (existsSync(pidFile)) must(...asRoot('kill', [readFileSync(pidFile, 'utf8').trim()]))
    else daemon.kill()
    await ended
  }
  must(...asRoot('rm', ['-rf', directory]))
}
