import type { Architecture } from './syscall-table.js'

/** What one machine is called in ELF headers, by Go, by Node and by the kernel's syscall tables. */
export interface Machine {
  /** As ElfFacts.machine says it. */
  readonly elf: string
  readonly goarch: string
  /** `process.arch` of a Node that runs on it. */
  readonly node: string
  readonly table: Architecture
  /** Machines whose programs its kernel runs too. */
  readonly alsoRuns: readonly string[]
}

export const MACHINES: readonly Machine[] = [
  { elf: 'x86_64', goarch: 'amd64', node: 'x64', table: 'x86_64', alsoRuns: ['i386'] },
  { elf: 'aarch64', goarch: 'arm64', node: 'arm64', table: 'arm64', alsoRuns: [] },
  { elf: 'i386', goarch: '386', node: 'ia32', table: 'i386', alsoRuns: [] },
]

export function machineOfNode(arch: string): Machine | undefined {
  return MACHINES.find((machine) => machine.node === arch)
}

export function machineOfElf(name: string): Machine | undefined {
  return MACHINES.find((machine) => machine.elf === name)
}

/** Can a program for `elf` be executed on this host without emulation? */
export function runsOn(host: Machine, elf: string): boolean {
  return host.elf === elf || host.alsoRuns.includes(elf)
}
