import type { Absence, OptionCondition, OptionSource, OptionSpace } from '../option-space.js'

/** An option space without its options, which data/options.csv has. */
export type SpaceFrame = Omit<OptionSpace, 'options'>

const ALL_BITS = 0xffff_ffff

interface Frame {
  readonly id: string
  readonly syscalls: readonly string[]
  readonly when?: readonly OptionCondition[]
  readonly source: OptionSource
  readonly mask?: number
  readonly absence: Absence
  readonly unlisted?: 'absent' | 'offered'
}

/** One of: the argument is the option. */
export function values(frame: Frame): SpaceFrame {
  return { when: [], mask: ALL_BITS, unlisted: 'absent', ...frame, kind: 'value' }
}

/** Any of: the argument's bits are the options. */
export function bits(frame: Frame): SpaceFrame {
  return { when: [], mask: ALL_BITS, unlisted: 'absent', ...frame, kind: 'bits' }
}

export function argument(arg: number): OptionSource {
  return { kind: 'argument', arg }
}

export function memory(arg: number, offset: number, bytes: 1 | 2 | 4 | 8): OptionSource {
  return { kind: 'memory', arg, offset, bytes }
}

export function refused(errno: string): Absence {
  return { kind: 'refused', errno }
}

export const IGNORED: Absence = { kind: 'ignored' }

/** A condition: name and number of each value that the argument may have. */
export function argumentIs(arg: number, names: Readonly<Record<string, number>>): OptionCondition {
  return { arg, names: Object.keys(names), values: Object.values(names) }
}
