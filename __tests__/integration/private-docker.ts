import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'

/** A Docker daemon of the test's own, with one stand-in image in it. */
export interface PrivateDocker {
  /** Value for DOCKER_HOST. */
  readonly host: string
  readonly image: string
  /** Ends the daemon and removes all that it made. */
  stop(): Promise<void>
}

const IMAGE = 'stand-in:el7'
/** Debian packages that the stand-in root is made of: a shell, coreutils, strace, and what these need. */
const PACKAGES = [
  'libc6',
  'dash',
  'coreutils',
  'strace',
  'libunwind8',
  'liblzma5',
  'libselinux1',
  'libpcre2-8-0',
  'libacl1',
  'libattr1',
  'libgmp10',
]

function must(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (error || status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`)
  return stdout
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
    importStandIn(directory, env)
  } catch (error) {
    await stop()
    throw error
  }
  return { host, image: IMAGE, stop }
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

/** A root file system like an EL7 image's, but of Debian packages; its os-release says what it stands in for. */
function importStandIn(directory: string, env: NodeJS.ProcessEnv): void {
  const root = path.join(directory, 'root')
  for (const folder of ['etc', 'tmp', 'proc', 'sys', 'dev', 'usr'])
    mkdirSync(path.join(root, folder), { recursive: true })
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(path.join(root, 'usr', folder))
    symlinkSync(`usr/${folder}`, path.join(root, folder))
  }
  const list = path.join(directory, 'files')
  const files = must('dpkg', ['-L', ...PACKAGES]).split('\n')
  const wanted = files.filter((file) => /^\/(usr\/)?(bin|lib|lib64)\//.test(file) && existsSync(file))
  writeFileSync(list, wanted.join('\n'))
  const tar = path.join(directory, 'root.tar')
  must('tar', ['--create', '--file', tar, '--absolute-names', '--no-recursion', '--files-from', list])
  must('tar', ['--extract', '--keep-directory-symlink', '--file', tar, '--directory', root])
  writeFileSync(path.join(root, 'etc', 'os-release'), 'NAME="CentOS Linux"\nID="centos"\nVERSION_ID="7"\n')
  must('tar', ['--create', '--file', tar, '--directory', root, '.'])
  must('docker', ['import', tar, IMAGE], env)
  rmSync(root, { recursive: true, force: true })
}
