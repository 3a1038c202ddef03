/** One input of the action, which is at the same time one option of the command line. */
export interface InputSpec {
  readonly name: string
  /** One or two sentences, for action.yml, the README and --help. */
  readonly description: string
  readonly default: string
  /** The only values allowed, for an input with a fixed choice. */
  readonly choices?: readonly string[]
  /** One entry a line; on the command line the option may be repeated. */
  readonly list?: boolean
  /** What stands for the value in --help. */
  readonly placeholder?: string
}

export const ENGINE_CHOICES = ['auto', 'docker', 'podman', 'sandbox'] as const
export const MODES = ['enforce', 'audit'] as const
export const PRIVILEGES = ['none', 'root'] as const
export const STRACE_CHOICES = ['host', 'image'] as const

/**
 * Default image: CentOS 7.9.2009 by digest, as seen in many public build logs; the second is the project's own
 * mirror of it, tried when the first cannot be pulled.
 */
export const DEFAULT_IMAGES = [
  'docker.io/library/centos:7.9.2009@sha256:be65f488b7764ad3638f236b7b515b3678369a5124c47b8d32916d6487418ea4',
  'quay.io/centos/centos:7@sha256:e4ca2ed0202e76be184e75fb26d14bf974193579039d5573fb2348664deef76e',
] as const

/** Every input, in the order of the documentation. action.yml, README and --help are generated from this. */
export const INPUTS = [
  {
    name: 'go-version',
    description:
      'Go to build with: 1.26.8, 1.26, 1.26.x, >=1.24 <1.27, stable, oldstable. Empty: any that go.mod accepts.',
    default: '',
    placeholder: 'VERSION',
  },
  {
    name: 'go-download-base-url',
    description: 'Where Go is downloaded from when it is neither in the tool cache nor on PATH.',
    default: 'https://go.dev/dl',
    placeholder: 'URL',
  },
  {
    name: 'working-directory',
    description: 'Folder in which go build runs.',
    default: '.',
    placeholder: 'DIR',
  },
  {
    name: 'package',
    description: 'Main packages to build, one a line; patterns like ./cmd/... are expanded.',
    default: '.',
    list: true,
    placeholder: 'PACKAGE',
  },
  {
    name: 'tags',
    description: 'Build tags in addition to netgo and osusergo, separated by commas or blanks.',
    default: '',
    placeholder: 'TAGS',
  },
  { name: 'ldflags', description: "Linker flags after '-s -w'.", default: '', placeholder: 'FLAGS' },
  {
    name: 'build-flags',
    description: 'Further flags of go build, as a shell would split them.',
    default: '',
    placeholder: 'FLAGS',
  },
  {
    name: 'build-env',
    description: 'Environment of go build, NAME=value, one a line. CGO_ENABLED=0 is set unless named here.',
    default: '',
    list: true,
    placeholder: 'NAME=VALUE',
  },
  {
    name: 'artifact',
    description: 'Prebuilt executables to judge instead of building, one path a line.',
    default: '',
    list: true,
    placeholder: 'FILE',
  },
  {
    name: 'target',
    description:
      'Kernel that the artifact must run on: el7 (7.9), el7.6, el8, linux-3.10, and so on, or a profile file of your own (./kernel.yml).',
    default: 'el7',
    placeholder: 'KERNEL',
  },
  {
    name: 'engine',
    description:
      'Where the artifact boots. auto takes the first that answers: docker, podman, sandbox (bubblewrap).',
    default: 'auto',
    choices: ENGINE_CHOICES,
  },
  {
    name: 'image',
    description: 'Container image of the target userland. Empty: CentOS 7.9.2009, by digest.',
    default: '',
    placeholder: 'IMAGE',
  },
  {
    name: 'privileges',
    description:
      'What the artifact may be inside the engine: none (an unprivileged user without capabilities) or root (for programs that mount, open raw sockets and the like).',
    default: 'none',
    choices: PRIVILEGES,
  },
  {
    name: 'strace',
    description: "Whose strace traces inside a container: the host's (carried in) or the image's own.",
    default: 'host',
    choices: STRACE_CHOICES,
  },
  {
    name: 'args',
    description: 'Arguments of the artifact, as a shell would split them.',
    default: '',
    placeholder: 'ARGS',
  },
  {
    name: 'files',
    description:
      'Files and folders that are put beside the artifact, read-only, one a line. With a slash at its end: what the folder holds.',
    default: '',
    list: true,
    placeholder: 'PATH',
  },
  {
    name: 'env',
    description: "The artifact's environment beside PATH and HOME, NAME=value, one a line.",
    default: '',
    list: true,
    placeholder: 'NAME=VALUE',
  },
  {
    name: 'ready',
    description:
      'When the artifact counts as booted: auto (it listens, or it exits), exit, tcp:PORT, http://…, or log:REGEX.',
    default: 'auto',
    placeholder: 'CONDITION',
  },
  {
    name: 'exercise',
    description:
      'What is done to the ready artifact, one a line: GET URL, tcp HOST:PORT, exec ARGV… and so on.',
    default: '',
    list: true,
    placeholder: 'EXERCISE',
  },
  {
    name: 'exit-code',
    description: 'Exit code of a successful run of a CLI.',
    default: '0',
    placeholder: 'N',
  },
  {
    name: 'ready-timeout',
    description: 'How long to wait until it is ready.',
    default: '30s',
    placeholder: 'DURATION',
  },
  {
    name: 'run-timeout',
    description: 'How long the whole run may take, from start to the last exercise.',
    default: '2m',
    placeholder: 'DURATION',
  },
  {
    name: 'stop-timeout',
    description: 'How long a service may take to end after SIGTERM.',
    default: '10s',
    placeholder: 'DURATION',
  },
  {
    name: 'observe',
    description: 'How long a ready service is watched after the last exercise.',
    default: '500ms',
    placeholder: 'DURATION',
  },
  {
    name: 'memory-limit',
    description: 'Memory that the artifact may use.',
    default: '2g',
    placeholder: 'SIZE',
  },
  {
    name: 'pids-limit',
    description: 'Processes and threads that may exist at once.',
    default: '512',
    placeholder: 'N',
  },
  {
    name: 'mode',
    description:
      'Whether the verdict fail fails the step (enforce) or is only reported (audit). An inconclusive one always fails it.',
    default: 'enforce',
    choices: MODES,
  },
  {
    name: 'report-directory',
    description: 'Where report and trace are written. Empty: a folder of its own under RUNNER_TEMP.',
    default: '',
    placeholder: 'DIR',
  },
] as const satisfies readonly InputSpec[]

export type InputName = (typeof INPUTS)[number]['name']

/** Every output of the action. Lists are joined by line ends, one entry an artifact. */
export const OUTPUTS = [
  { name: 'verdict', description: 'pass, warn, fail or inconclusive: the worst of all artifacts.' },
  { name: 'report', description: 'Path of report.json.' },
  { name: 'trace', description: 'Path of the raw strace output, one line an artifact.' },
  { name: 'artifact', description: 'Path of the judged file, one line an artifact.' },
  { name: 'artifact-digest', description: 'sha256:… of the judged file, one line an artifact.' },
  { name: 'go-version', description: 'Version of the Go that built it (or that the prebuilt file names).' },
  { name: 'findings', description: 'JSON array of {rule, level, artifact}.' },
  {
    name: 'min-glibc',
    description: 'Lowest glibc that the file needs; "none" for a static file. One line an artifact.',
  },
  {
    name: 'min-kernel',
    description:
      'Oldest mainline kernel that has all that the run used, such as 3.2; empty when no run shows it. One line an artifact.',
  },
  {
    name: 'min-el',
    description:
      'Oldest EL release that has all that the run used, such as el7; "none" when none has, empty when no run shows it. One line an artifact.',
  },
  {
    name: 'evidence',
    description: 'Kinds of evidence behind the verdict, joined by commas. One line an artifact.',
  },
] as const
