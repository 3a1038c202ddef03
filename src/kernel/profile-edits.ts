import type { YamlPath } from '../yaml-file.js'
import { allowOnProfile } from './allow-on-profile.js'
import type { KernelModel } from './kernel-model.js'
import type { AbsentPath, KernelProfile, OfferedSpace } from './kernel-profile.js'
import { didYouMean } from './nearest.js'
import { releaseContents } from './profile-contents.js'
import type { ProfileFile } from './profile-file.js'

/** An edit that names nothing; `path` leads to it in the file. */
export class ProfileEditError extends RangeError {
  readonly path: YamlPath

  constructor(path: YamlPath, message: string) {
    super(message)
    this.path = path
  }
}

/**
 * The profile with a file's edits. What is added wins over what is removed.
 * @param id of the new profile
 * @throws ProfileEditError
 */
export function applyProfileEdits(
  base: KernelProfile,
  file: ProfileFile,
  id: string,
  model: KernelModel,
): KernelProfile {
  const syscalls = model.syscalls.map(({ name }) => name)
  const patterns = model.paths.map(({ pattern }) => pattern)
  const options = model.spaces.flatMap((space) => space.options.map(({ name }) => `${space.id}/${name}`))
  const list = (key: 'syscalls' | 'options', what: 'add' | 'remove', known: readonly string[]) =>
    checked([key, what], file[key]?.[what] ?? [], known)

  const named = renamed(base, file, id)
  const removedOptions = list('options', 'remove', options)
  const removed: KernelProfile = {
    ...named,
    syscalls: withoutSyscalls(named.syscalls, list('syscalls', 'remove', syscalls)),
    spaces: named.spaces.map((space) => withoutOptions(space, removedOptions)),
    absentPaths: [...named.absentPaths, ...absent(named, file.paths?.remove ?? [], model)],
  }
  const added = checkedPaths(['paths', 'add'], file.paths?.add ?? [], [
    ...patterns,
    ...(file.paths?.remove ?? []),
  ])
  return allowOnProfile(removed, [
    ...list('syscalls', 'add', syscalls).map((name) => `syscall:${name}`),
    ...list('options', 'add', options).map((name) => `option:${name}`),
    ...added.map((pattern) => `path:${pattern}`),
  ])
}

function renamed(base: KernelProfile, file: ProfileFile, id: string): KernelProfile {
  const release = file.release ?? base.release
  const version = file.version ?? base.version
  const words = releaseContents({ release, version })
  return {
    ...base,
    id,
    title: file.title ?? `${base.title}, changed by ${id}`,
    release,
    version,
    glibc: file.glibc ?? base.glibc,
    images: file.image ? [file.image] : base.images,
    contents: [...words, ...base.contents.filter(({ path }) => !words.some((word) => word.path === path))],
  }
}

function checked(path: YamlPath, names: readonly string[], known: readonly string[]): readonly string[] {
  names.forEach((name, i) => {
    if (!known.includes(name)) {
      throw new ProfileEditError([...path, i], `"${name}" is not known.${didYouMean(name, known)}`)
    }
  })
  return names
}

function withoutSyscalls(
  syscalls: KernelProfile['syscalls'],
  removed: readonly string[],
): KernelProfile['syscalls'] {
  const less = (names: ReadonlySet<string>) => new Set([...names].filter((name) => !removed.includes(name)))
  return { x86_64: less(syscalls.x86_64), arm64: less(syscalls.arm64), i386: less(syscalls.i386) }
}

function withoutOptions(space: OfferedSpace, removed: readonly string[]): OfferedSpace {
  const offered = [...space.offered].filter((name) => !removed.includes(`${space.space.id}/${name}`))
  return { ...space, offered: new Set(offered) }
}

/** Any path may be removed; one of ours keeps the release that it came with. */
function absent(profile: KernelProfile, paths: readonly string[], model: KernelModel): AbsentPath[] {
  checkedPaths(['paths', 'remove'], paths, paths)
  return paths
    .filter((pattern) => !profile.absentPaths.some((path) => path.pattern === pattern))
    .map((pattern) => ({
      pattern,
      since: model.paths.find((row) => row.pattern === pattern)?.since ?? profile.base,
    }))
}

function checkedPaths(path: YamlPath, paths: readonly string[], known: readonly string[]): readonly string[] {
  paths.forEach((each, i) => {
    if (!/^(\/[^/]+)+$/.test(each)) {
      throw new ProfileEditError([...path, i], `"${each}" is not an absolute path or pattern.`)
    }
  })
  return checked(path, paths, known)
}
