import type { KernelModel } from '../../src/kernel/kernel-model.js'
import type { KernelProfile } from '../../src/kernel/kernel-profile.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import type { OptionSpace } from '../../src/kernel/option-space.js'
import type { OptionRow } from '../../src/kernel/option-table.js'
import { resolveProfile } from '../../src/kernel/resolve-profile.js'

function space(overrides: Partial<OptionSpace> & Pick<OptionSpace, 'id' | 'options'>): OptionSpace {
  return {
    syscalls: [],
    when: [],
    source: { kind: 'argument', arg: 0 },
    kind: 'value',
    mask: 0xffff_ffff,
    absence: { kind: 'refused', errno: 'EINVAL' },
    unlisted: 'absent',
    ...overrides,
  }
}

/** A few options, so that these tests do not move when the data grow: the calls and the kernels are the real ones. */
const SPACES: readonly OptionSpace[] = [
  space({
    id: 'prctl-option',
    syscalls: ['prctl'],
    options: [
      { name: 'PR_SET_NAME', value: 15, since: null },
      { name: 'PR_SET_VMA', value: 0x53564d41, since: { major: 5, minor: 17 } },
    ],
  }),
  space({
    id: 'send-flags',
    syscalls: ['sendto', 'sendmsg'],
    kind: 'bits',
    absence: { kind: 'ignored' },
    unlisted: 'offered',
    options: [{ name: 'MSG_ZEROCOPY', value: 0x4000000, since: { major: 4, minor: 14 } }],
  }),
]

const OPTIONS: readonly OptionRow[] = SPACES.flatMap(({ id, options }) =>
  options.map((option) => ({ space: id, option, absence: null, columns: new Map() })),
)

export const MODEL: KernelModel = {
  ...loadKernelModel(),
  spaces: SPACES,
  options: OPTIONS,
  paths: [{ pattern: '/proc/thread-self/**', since: { major: 3, minor: 17 }, columns: new Map() }],
  lines: [],
  contents: [],
}

export function kernel(id: string): KernelProfile {
  const profile = resolveProfile(MODEL, id)
  if (!profile) throw new RangeError(`no kernel ${id}`)
  return profile
}

export const EL7 = kernel('el7')
