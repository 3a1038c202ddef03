import * as fs from 'node:fs/promises'
import { GateError } from '../errors.js'
import { lastLine, runCommand } from '../run-command.js'
import { type Engine, type EngineCommand, type Privileges, UNPRIVILEGED_ID } from './engine.js'
import { isolationArgs, SYSTEM_FOLDERS, type SystemFolder, sandboxArgs } from './sandbox-command.js'

const TIMEOUT_MS = 10_000

/**
 * The bubblewrap engine, tried once with a command that does nothing.
 * @throws GateError code `no-sandbox` when bubblewrap is missing or may not make namespaces
 */
export async function openSandbox(privileges: Privileges): Promise<Engine> {
  const folders = await loadSystemFolders()
  const uid = unprivilegedUid()
  const version = await runCommand('bwrap', ['--version'], { timeoutMs: TIMEOUT_MS })
  if (version.trouble === 'missing') {
    throw sandboxError(
      'bubblewrap is not installed.',
      'Install it (apt-get install bubblewrap), or have Docker or Podman running.',
    )
  }
  const trial = [...isolationArgs(folders, privileges), '--', '/usr/bin/true']
  const tried = await runCommand('bwrap', trial, { timeoutMs: TIMEOUT_MS, ...as(uid) })
  if (tried.code !== 0) {
    throw sandboxError(
      `bubblewrap cannot make a sandbox here: ${lastLine(tried)}.`,
      'Allow unprivileged user namespaces (sysctl kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu), or use Docker.',
    )
  }
  return {
    name: 'sandbox',
    version: version.stdout.trim(),
    userland: "the host's system folders, read-only",
    limitsItself: false,
    command: (staging): EngineCommand => ({
      command: 'bwrap',
      args: sandboxArgs(folders, staging, privileges),
      uid,
    }),
    // --die-with-parent and the pid namespace end everything with bubblewrap itself.
    remove: async () => undefined,
  }
}

function sandboxError(message: string, hint: string): GateError {
  return new GateError({ stage: 'boot', code: 'no-sandbox', fault: 'user', message, hint })
}

/** Root's files would be readable inside if root made the namespace; so root hands over to nobody first. */
function unprivilegedUid(): number | null {
  return process.getuid?.() === 0 ? UNPRIVILEGED_ID : null
}

function as(uid: number | null): { uid?: number; gid?: number } {
  return uid === null ? {} : { uid, gid: uid }
}

async function loadSystemFolders(): Promise<SystemFolder[]> {
  const folders: SystemFolder[] = []
  for (const path of SYSTEM_FOLDERS) {
    const stat = await fs.lstat(path).catch(() => null)
    if (stat?.isSymbolicLink()) folders.push({ path, link: await fs.readlink(path) })
    else if (stat?.isDirectory()) folders.push({ path, link: null })
  }
  return folders
}
