// Makes sure that what a script needs is installed, says what it installs, and installs it. Only Node's own modules
// may be used here: on a fresh clone nothing else is there.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

function say(text) {
  process.stderr.write(`• ${text}\n`)
}

function fail(text) {
  process.stderr.write(`✗ ${text}\n`)
  process.exit(2)
}

/** Runs a command with its output on our stderr. Ends the script when it fails. */
function must(command, args, what, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
  if (error) fail(`${what}: ${command} cannot be started (${error.message}).`)
  if (status !== 0) fail(`${what}: ${command} ended with exit code ${status}. What it said is above.`)
}

export function ensureNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) fail(`Node 20 or later is needed; this is ${process.versions.node}.`)
}

/** Installs exactly the packages of package-lock.json in `folder` unless they are there and not older than the lock. */
export function ensureNpmPackages(folder = root) {
  const installed = path.join(folder, 'node_modules', '.package-lock.json')
  const lock = path.join(folder, 'package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return
  say(`Installing npm packages${folder === root ? '' : ` in ${path.relative(root, folder)}`} (npm ci)`)
  must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'Installing npm packages', {
    cwd: folder,
  })
}

function isOnPath(command) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin']
  return folders.some((folder) => folder !== '' && existsSync(path.join(folder, command)))
}

/**
 * Installs Debian packages for the commands that are missing.
 * @param {Readonly<Record<string, string>>} packages command (or absolute path) to package
 */
export function ensureCommands(packages) {
  const missing = Object.entries(packages).filter(([command]) =>
    command.startsWith('/') ? !existsSync(command) : !isOnPath(command),
  )
  if (missing.length === 0) return
  const names = [...new Set(missing.map(([, name]) => name))]
  if (!isOnPath('apt-get')) {
    fail(
      `These commands are missing: ${missing.map(([command]) => command).join(', ')}. Install them with this system's package manager.`,
    )
  }
  const isRoot = process.getuid() === 0
  if (!isRoot && !isOnPath('sudo'))
    fail(
      `Packages are missing: ${names.join(', ')}. Install them as root: apt-get install ${names.join(' ')}`,
    )
  say(`Installing Debian packages: ${names.join(', ')} (apt-get install${isRoot ? '' : ', with sudo'})`)
  const apt = (...args) =>
    isRoot ? ['apt-get', args] : ['sudo', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]]
  const options = {
    stdio: ['inherit', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  const [update, updateArgs] = apt('update', '-qq')
  must(update, updateArgs, 'Reading the package lists', options)
  const [install, installArgs] = apt('install', '-y', '-qq', '--no-install-recommends', ...names)
  must(install, installArgs, 'Installing Debian packages', options)
}

/** Runs a command in the project's (or the given) folder with our own input and output. @returns its exit code */
export function run(command, args, env = {}, cwd = root) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  if (error) fail(`${command} cannot be started (${error.message}).`)
  return status ?? (signal ? 130 : 2)
}
