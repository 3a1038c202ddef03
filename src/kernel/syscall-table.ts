/** Architectures of the number columns, as the kernel names them. */
export type Architecture = 'x86_64' | 'arm64' | 'i386'

/** One row of data/syscalls.csv. */
export interface Syscall {
  readonly name: string
  /** Null where the architecture does not have it. */
  readonly number: Readonly<Record<Architecture, number | null>>
  /** First mainline release, for example `5.1`; null for a number that no kernel ever implemented. */
  readonly introduced: string | null
}

const HEADER = 'name,x86_64,arm64,i386,introduced'

/** Parses data/syscalls.csv. @throws SyntaxError with the line number */
export function parseSyscallTable(csv: string): readonly Syscall[] {
  const [header, ...rows] = csv.trimEnd().split('\n')
  if (header !== HEADER) throw new SyntaxError(`syscalls.csv: line 1 is not "${HEADER}"`)
  return rows.map((row, i) => {
    const [name = '', x86_64 = '', arm64 = '', i386 = '', introduced = '', ...more] = row.split(',')
    if (!/^\w+$/.test(name) || !/^(\d+\.\d+(\.\d+)?)?$/.test(introduced) || more.length > 0) {
      throw new SyntaxError(`syscalls.csv: line ${i + 2} is not a syscall`)
    }
    return {
      name,
      number: { x86_64: numberOf(x86_64, i), arm64: numberOf(arm64, i), i386: numberOf(i386, i) },
      introduced: introduced || null,
    }
  })
}

function numberOf(text: string, row: number): number | null {
  if (text === '') return null
  if (!/^\d+$/.test(text)) throw new SyntaxError(`syscalls.csv: line ${row + 2} has a number that is none`)
  return Number(text)
}

/** Number to name on one architecture. */
export function namesByNumber(
  table: readonly Syscall[],
  architecture: Architecture,
): ReadonlyMap<number, string> {
  const pairs = table.map((syscall): [number | null, string] => [syscall.number[architecture], syscall.name])
  return new Map(pairs.filter((pair): pair is [number, string] => pair[0] !== null))
}
