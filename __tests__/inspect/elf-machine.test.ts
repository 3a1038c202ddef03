import { describe, expect, it } from '@jest/globals'
import { machineName } from '../../src/inspect/elf-machine.js'

describe('machineName', () => {
  it.each([
    [62, 64, 'little', 'x86_64'],
    [62, 32, 'little', 'x32'],
    [62, 64, 'big', 'machine-62'],
    [3, 32, 'little', 'i386'],
    [183, 64, 'little', 'aarch64'],
    [183, 64, 'big', 'aarch64_be'],
    [40, 32, 'big', 'armeb'],
    [8, 32, 'little', 'mipsel'],
    [21, 64, 'little', 'ppc64le'],
    [21, 64, 'big', 'ppc64'],
    [22, 64, 'big', 's390x'],
    [9999, 64, 'little', 'machine-9999'],
  ] as const)('e_machine %i, %i bits, %s-endian: %s', (machine, bits, endian, name) => {
    expect(machineName({ machine, class: bits, endian })).toBe(name)
  })
})
