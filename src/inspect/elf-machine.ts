import type { ElfHeader } from './elf-image.js'

/** The names of one `e_machine` number: of 32-bit and 64-bit files, little and big-endian. */
interface Names {
  readonly little32?: string
  readonly big32?: string
  readonly little64?: string
  readonly big64?: string
}

/** `e_machine` numbers: the generic ABI's registry; names: uname(1) on such a machine, `x32` as the kernel calls it. */
const MACHINES: Readonly<Record<number, Names>> = {
  3: { little32: 'i386' },
  8: { little32: 'mipsel', big32: 'mips', little64: 'mips64el', big64: 'mips64' },
  20: { big32: 'ppc', little32: 'ppcle' },
  21: { little64: 'ppc64le', big64: 'ppc64' },
  22: { big32: 's390', big64: 's390x' },
  40: { little32: 'arm', big32: 'armeb' },
  43: { big64: 'sparc64' },
  62: { little32: 'x32', little64: 'x86_64' },
  183: { little64: 'aarch64', big64: 'aarch64_be' },
  243: { little32: 'riscv32', little64: 'riscv64' },
  258: { little32: 'loongarch32', little64: 'loongarch64' },
}

/** What the file is built for; `machine-N` when no system has such a class and endianness, or the number is unknown. */
export function machineName(header: Pick<ElfHeader, 'class' | 'endian' | 'machine'>): string {
  const names = MACHINES[header.machine]
  return names?.[`${header.endian}${header.class}`] ?? `machine-${header.machine}`
}
