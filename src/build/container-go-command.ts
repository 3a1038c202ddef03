import { CONTAINER_LABEL } from '../container-label.js'
import { GateError } from '../errors.js'

/** Tells the containers of the build from those of a boot, which may run at the same time. */
export const BUILD_LABEL = `${CONTAINER_LABEL}.build`

/** Folders of this machine that a build in a container sees, each under its own path. All absolute. */
export interface BuildMounts {
  /** Read-only: source, Go, module cache. */
  readonly readable: readonly string[]
  /** The build cache, and where programs are put. */
  readonly writable: readonly string[]
}

export interface ContainerGoRequest {
  readonly engine: 'docker' | 'podman'
  /** Id of the image. */
  readonly image: string
  readonly runId: string
  readonly mounts: BuildMounts
  /** Absolute path of a file of NAME=value lines: values in arguments would be seen in the list of processes. */
  readonly environmentFile: string
  /** Where it runs; absolute. */
  readonly directory: string
  /** Of the one that runs the gate. */
  readonly uid: number
  readonly gid: number
}

/**
 * The engine's arguments before those of a program in the build container: no network, no capability, nothing
 * writable of this machine but the named folders.
 * @param program absolute path, or a name that the image's PATH has
 * @throws GateError (code `bad-build-path`)
 */
export function containerRunPrefix(request: ContainerGoRequest, program: string): readonly string[] {
  const { engine, image, runId, mounts, environmentFile, directory, uid, gid } = request
  // Podman's root is the user that started it, or this machine's root, as the one that runs the gate is.
  const user = engine === 'podman' ? '0:0' : `${uid}:${gid}`
  return [
    'run',
    '--rm',
    `--label=${CONTAINER_LABEL}=${runId}`,
    `--label=${BUILD_LABEL}=${runId}`,
    '--pull=never',
    '--log-driver=none',
    '--network=none',
    `--user=${user}`,
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    '--security-opt=label=disable',
    `--env-file=${environmentFile}`,
    ...mounts.readable.map((folder) => `${mountOption(folder)},readonly`),
    ...mounts.writable.map(mountOption),
    `--workdir=${directory}`,
    `--entrypoint=${program}`,
    image,
  ]
}

function mountOption(folder: string): string {
  // The option is a line of CSV.
  if (!/[",\n]/.test(folder)) return `--mount=type=bind,source=${folder},destination=${folder}`
  throw new GateError({
    stage: 'build',
    code: 'bad-build-path',
    fault: 'user',
    message: `The folder ${folder} cannot be given to a container, because of the comma or quote in its name.`,
    hint: 'Rename it, or build without cgo (cgo: off).',
  })
}

/** Those that lie in no other one; the whole machine is not given away. */
export function outermost(folders: readonly string[]): readonly string[] {
  const unique = [...new Set(folders)].filter((folder) => folder !== '' && folder !== '/')
  return unique.filter((folder) => !unique.some((other) => folder.startsWith(`${other}/`)))
}

/** The lines of an --env-file; the engines know no quotes there, so a line end cannot be given. */
export function renderEnvironmentFile(variables: Readonly<Record<string, string | undefined>>): string {
  const lines = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined || /[\r\n]/.test(value) ? [] : [`${name}=${value}\n`],
  )
  return lines.join('')
}
