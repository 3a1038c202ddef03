import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'

export const STAND_IN_IMAGE = 'localhost/stand-in:el7'

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

/** What gcc needs beside these. Nothing in the root calls it gcc until the stand-in for yum has run. */
const COMPILER = [
  ...[
    'gcc-12',
    'binutils',
    'cpp-12',
    'binutils-x86-64-linux-gnu',
    'binutils-common',
    'libbinutils',
    'libctf0',
    'libctf-nobfd0',
  ],
  ...[
    'libgcc-12-dev',
    'libgcc-s1',
    'libcc1-0',
    'libmpc3',
    'libmpfr6',
    'libisl23',
    'zlib1g',
    'libzstd1',
    'libjansson4',
  ],
  ...['libc6-dev', 'linux-libc-dev', 'libcrypt1', 'libgprofng0'],
]

/** Runs a command to its end. @returns what it printed */
export function must(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (error || status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`)
  return stdout
}

/**
 * Imports a root file system like an EL7 image's, but of Debian packages; its os-release says what it stands in for.
 * @param directory for files on the way
 */
export function importStandIn(engine: 'docker' | 'podman', directory: string, env: NodeJS.ProcessEnv): void {
  importRoot(engine, { image: STAND_IN_IMAGE, packages: PACKAGES, add: () => undefined }, directory, env)
}

/**
 * The same with a C compiler, which is called gcc-12 only.
 * @param add told the folder of the root, to put more into it
 */
export function importCompiler(
  engine: 'docker' | 'podman',
  image: string,
  directory: string,
  env: NodeJS.ProcessEnv,
  add: (root: string) => void,
): void {
  importRoot(engine, { image, packages: [...PACKAGES, ...COMPILER], add }, directory, env)
}

interface RootRecipe {
  readonly image: string
  readonly packages: readonly string[]
  readonly add: (root: string) => void
}

function importRoot(
  engine: 'docker' | 'podman',
  { image, packages, add }: RootRecipe,
  directory: string,
  env: NodeJS.ProcessEnv,
): void {
  const root = path.join(directory, 'root')
  for (const folder of ['etc', 'tmp', 'proc', 'sys', 'dev', 'usr'])
    mkdirSync(path.join(root, folder), { recursive: true })
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(path.join(root, 'usr', folder))
    symlinkSync(`usr/${folder}`, path.join(root, folder))
  }
  const list = path.join(directory, 'files')
  const files = must('dpkg', ['-L', ...packages]).split('\n')
  const wanted = files.filter((file) => /^\/(usr\/)?(bin|lib|lib64|include)\//.test(file) && existsSync(file))
  writeFileSync(list, wanted.join('\n'))
  const tar = path.join(directory, 'root.tar')
  must('tar', ['--create', '--file', tar, '--absolute-names', '--no-recursion', '--files-from', list])
  must('tar', ['--extract', '--keep-directory-symlink', '--file', tar, '--directory', root])
  writeFileSync(path.join(root, 'etc', 'os-release'), 'NAME="CentOS Linux"\nID="centos"\nVERSION_ID="7"\n')
  add(root)
  must('tar', ['--create', '--file', tar, '--directory', root, '.'])
  must(engine, ['import', tar, image], env)
  rmSync(root, { recursive: true, force: true })
  rmSync(tar)
}
