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
  /** No option of the command line, because the list of processes would show it. */
  readonly secret?: boolean
  /** What action.yml gives as the default, when that is an expression of the runner's; `default` holds elsewhere. */
  readonly actionDefault?: string
}

export const ENGINE_CHOICES = ['auto', 'docker', 'podman', 'sandbox'] as const
export const BOOLEANS = ['true', 'false'] as const
export const MODES = ['enforce', 'audit'] as const
export const PRIVILEGES = ['none', 'root'] as const
export const STRACE_CHOICES = ['host', 'image'] as const
export const CGO_CHOICES = ['off', 'container'] as const
export const CACHE_CHOICES = ['auto', 'true', 'false', 'restore-only'] as const

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
      'Go to build with: 1.26.8, 1.26 (its newest patch), 1.26.x, 1.27rc1, >=1.24 <1.27, stable, oldstable. Quote it. Empty: any that go.mod accepts.',
    default: '',
    placeholder: 'VERSION',
  },
  {
    name: 'go-version-file',
    description:
      'File that names the Go version: go.mod or go.work (toolchain line before go line), .go-version, .tool-versions. go-version goes before it.',
    default: '',
    placeholder: 'FILE',
  },
  {
    name: 'check-latest',
    description:
      'Whether the newest version that will do is looked up before an older one that is installed is taken.',
    default: 'false',
    choices: BOOLEANS,
  },
  {
    name: 'architecture',
    description:
      "Architecture that Go itself is for: x64, arm64, x86 and so on. Empty: the runner's. What is built is another matter: goarch.",
    default: '',
    placeholder: 'ARCH',
  },
  {
    name: 'go-download-base-url',
    description:
      'Mirror of https://go.dev/dl that is then the only source of Go. Empty: GO_DOWNLOAD_BASE_URL, else actions/go-versions, go.dev, and the module proxies of GOPROXY (docs/setup-go.md).',
    default: '',
    placeholder: 'URL',
  },
  {
    name: 'token',
    description:
      'Token for github.com, with which it answers more often. On GHES: one of github.com, if its limits are met.',
    default: '',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub fills it in.
    actionDefault: "${{ github.server_url == 'https://github.com' && github.token || '' }}",
    secret: true,
  },
  {
    name: 'cache',
    description:
      "Whether Go's modules and build cache, the agent and the image are kept in the cache of GitHub Actions. auto: yes, but not for a release, a tag or pull_request_target, where a poisoned cache would do most harm.",
    default: 'auto',
    choices: CACHE_CHOICES,
  },
  {
    name: 'cache-dependency-path',
    description:
      "Files whose content names the dependencies, for the cache's key, one path or glob a line. Empty: go.sum, in a workspace go.work.sum and every go.sum.",
    default: '',
    list: true,
    placeholder: 'PATH',
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
  {
    name: 'ldflags',
    description:
      "Linker flags after '-s -w'. {{.Version}}, {{.Commit}}, {{.ShortCommit}} and {{.Date}} are filled in from git.",
    default: '',
    placeholder: 'FLAGS',
  },
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
    name: 'build-timeout',
    description:
      'Time for one go command of the build; then the gate says what it was waiting for, and ends it.',
    default: '30m',
    placeholder: 'DURATION',
  },
  {
    name: 'goarch',
    description:
      "Architecture to build for: amd64, arm64 or 386. Empty: GOARCH of the job, or the runner's. A foreign one is built and inspected, but cannot boot.",
    default: '',
    placeholder: 'ARCH',
  },
  {
    name: 'goamd64',
    description: 'Oldest amd64 processor to build for: v1, v2, v3 or v4. Empty: GOAMD64 of the job, or v1.',
    default: '',
    placeholder: 'LEVEL',
  },
  {
    name: 'output',
    description:
      'Where the built program is put, for what comes after: a file, or a folder when it ends in a slash or there are several programs. It is the file that is judged. Empty: below the report directory.',
    default: '',
    placeholder: 'PATH',
  },
  {
    name: 'cgo',
    description:
      'With off: CGO_ENABLED=0. With container: the build runs inside the CentOS 7.9 image, with its gcc and its glibc 2.17 (docs/build.md).',
    default: 'off',
    choices: CGO_CHOICES,
  },
  {
    name: 'cgo-packages',
    description: 'With cgo: container, yum packages to install beside gcc, such as sqlite-devel.',
    default: '',
    placeholder: 'PACKAGES',
  },
  {
    name: 'build-image',
    description:
      'With cgo: container, an image that has gcc. Empty: CentOS 7.9 with gcc installed from its vault.',
    default: '',
    placeholder: 'IMAGE',
  },
  {
    name: 'go-policy',
    description:
      'Go versions that are allowed, as a range such as <1.24 || ~1.26, or pinned: exactly the one that go.mod names. Empty: all.',
    default: '',
    placeholder: 'RANGE',
  },
  {
    name: 'goprivate',
    description: 'Modules that are fetched from their own host, as in GOPRIVATE; added to what the job sets.',
    default: '',
    placeholder: 'PATTERNS',
  },
  {
    name: 'private-token',
    description:
      'Token for private modules on github.com, or lines HOST=TOKEN or HOST=USER:TOKEN. Only the go command and git get to see it.',
    default: '',
    list: true,
    secret: true,
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
    name: 'policy',
    description:
      'Policy file: boot plan, rule levels, ignores (docs/policy.md). Empty: .legacy-kernel.yml in the working directory or the workspace, if it is there.',
    default: '',
    placeholder: 'FILE',
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
  { name: 'sarif', description: 'Path of report.sarif, for github/codeql-action/upload-sarif.' },
  { name: 'junit', description: 'Path of report.junit.xml.' },
  { name: 'badge', description: 'Path of badge.json, an endpoint for shields.io.' },
  { name: 'trace', description: 'Path of the raw strace output, one line an artifact.' },
  { name: 'artifact', description: 'Path of the judged file, one line an artifact.' },
  { name: 'artifact-digest', description: 'sha256:… of the judged file, one line an artifact.' },
  { name: 'go-version', description: 'Version of the Go that built it (or that the prebuilt file names).' },
  {
    name: 'cache-hit',
    description: "true when Go's caches were restored under exactly this run's keys, else false.",
  },
  {
    name: 'findings',
    description: 'JSON array of {rule, level, artifact}, without those that the policy ignores.',
  },
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
