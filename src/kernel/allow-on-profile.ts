import type { KernelProfile, OfferedSpace, SurfaceId } from './kernel-profile.js'
import { parseSurfaceId } from './surface-id.js'

/**
 * The profile with these things offered too, on every architecture that it has.
 * @throws RangeError for `uname`, and for an id that names nothing: no such form, space, or option of the space.
 */
export function allowOnProfile(profile: KernelProfile, ids: readonly SurfaceId[]): KernelProfile {
  return ids.reduce(allowOne, profile)
}

function allowOne(profile: KernelProfile, id: SurfaceId): KernelProfile {
  const thing = parseSurfaceId(id)
  switch (thing.kind) {
    case 'syscall':
      return { ...profile, syscalls: withSyscall(profile, thing.name) }
    case 'path':
      return {
        ...profile,
        absentPaths: profile.absentPaths.filter(({ pattern }) => pattern !== thing.pattern),
      }
    case 'option': {
      if (!profile.spaces.some(({ space }) => space.id === thing.space)) {
        throw new RangeError(`${id}: there is no option space "${thing.space}"`)
      }
      const spaces = profile.spaces.map((offered) =>
        offered.space.id === thing.space ? withOption(offered, thing.name) : offered,
      )
      return { ...profile, spaces }
    }
    case 'content':
      return { ...profile, contents: profile.contents.filter(({ path }) => path !== thing.path) }
    case 'uname':
      throw new RangeError('which release uname(2) is to tell instead is not known here')
  }
}

function withSyscall({ syscalls, architectures }: KernelProfile, name: string): KernelProfile['syscalls'] {
  const add = (architecture: keyof KernelProfile['syscalls']) =>
    architectures.includes(architecture) ? new Set([...syscalls[architecture], name]) : syscalls[architecture]
  return { x86_64: add('x86_64'), arm64: add('arm64'), i386: add('i386') }
}

/**
 * A value that no row names gets a row of its own. A message of one length needs the message as such: both are of the
 * same value.
 */
function withOption({ space, offered, absences }: OfferedSpace, name: string): OfferedSpace {
  const named = space.options.find((option) => option.name === name)
  const wider =
    named?.bytes === undefined
      ? []
      : space.options.filter(({ value, bytes }) => value === named.value && bytes === undefined)
  if (!named && !/^0x[0-9a-f]+$/.test(name)) {
    throw new RangeError(`option:${space.id}/${name}: the space has no such option`)
  }
  const options = named ? space.options : [...space.options, { name, value: Number(name), since: null }]
  return {
    space: { ...space, options },
    offered: new Set([...offered, name, ...wider.map((option) => option.name)]),
    absences,
  }
}
