import { CONTAINER_LABEL } from '../container-label.js'
import { type Confinement, type Privileges, TMP_BYTES, UNPRIVILEGED_ID } from './engine.js'
import { AGENT_PATH, GATE_DIRECTORY, type Staging } from './staging.js'

/**
 * Arguments of `docker run` or `podman run` for one boot: no network but loopback, nothing writable but a small
 * /tmp, no way to gain a right, bounded memory and processes; without privileges an unprivileged user and no
 * capability, with them root and the capabilities that the engine gives by default. The agent is the first process; its standard output carries the frames, so no log driver keeps a second copy.
 */
export function containerRunArgs(image: string, staging: Staging, confinement: Confinement): string[] {
  return [
    'run',
    '--rm',
    '--interactive',
    `--name=${staging.id}`,
    `--label=${CONTAINER_LABEL}=${staging.runId}`,
    '--pull=never',
    '--log-driver=none',
    '--network=none',
    '--hostname=gate',
    '--read-only',
    `--tmpfs=/tmp:rw,exec,nosuid,nodev,mode=1777,size=${TMP_BYTES}`,
    ...userArgs(confinement.privileges),
    '--security-opt=no-new-privileges',
    `--security-opt=seccomp=${confinement.seccomp}`,
    `--memory=${confinement.memoryBytes}`,
    `--memory-swap=${confinement.memoryBytes}`,
    `--pids-limit=${confinement.pids}`,
    // What EL7's systemd gives a service; Podman's own defaults need rights that a build machine may lack.
    ...['--ulimit=core=0:0', '--ulimit=nofile=1024:4096', '--ulimit=nproc=4096:4096'],
    `--volume=${staging.directory}/gate:${GATE_DIRECTORY}:ro,z`,
    '--workdir=/tmp',
    `--entrypoint=${AGENT_PATH}`,
    image,
  ]
}

function userArgs(privileges: Privileges): string[] {
  if (privileges === 'root') return ['--user=0:0']
  return ['--cap-drop=ALL', `--user=${UNPRIVILEGED_ID}:${UNPRIVILEGED_ID}`]
}
