import type { LineTable } from './line-table.js'
import type { Memory } from './memory.js'

/** What the linker tells the runtime of the file's layout (`runtime.firstmoduledata`), Go 1.18 and later. */
export interface ModuleData {
  readonly address: number
  /** Address of the first function. */
  readonly firstFunction: number
}

/** Words of runtime.moduledata, the same from Go 1.16 to 1.27 (runtime/symtab.go). */
const FUNCTION_TABLE = 13
const MIN_PC = 20
const MAX_PC = 21
export const TEXT = 22
/** Words up to and with `gofunc`, in the longest form. */
const WORDS = 48

/** Found by what it points to, for it has no name in a stripped file. Null when there is none. */
export function findModuleData(memory: Memory, table: LineTable): ModuleData | null {
  const mark = Buffer.alloc(8)
  mark.writeBigUInt64LE(BigInt(table.address))
  for (const { bytes, start, executable } of memory.regions) {
    if (executable) continue
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
      const address = start + at
      const word = (index: number) => memory.pointer(address + 8 * index) ?? Number.NaN
      const [first, last] = [word(MIN_PC), word(MAX_PC)]
      if (address % 8 === 0 && word(FUNCTION_TABLE) === table.functionTable && first < last)
        return { address, firstFunction: first }
    }
  }
  return null
}

/** Words behind `text` that could be `gofunc`: its place differs from release to release. */
export function laterWords(memory: Memory, { address }: ModuleData): readonly number[] {
  const words: number[] = []
  for (let index = TEXT + 1; index < WORDS; index++) {
    const value = memory.pointer(address + 8 * index)
    if (value !== null && value !== 0 && memory.bytes(value, 16) !== null) words.push(value)
  }
  return words
}
