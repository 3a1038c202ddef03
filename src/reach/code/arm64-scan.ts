import {
  accessSize,
  addImmediate,
  adrTarget,
  branchOffset,
  isAddImmediate,
  isAdr,
  isBranch,
  isConditional,
  isLoadLiteral,
  isLoadStoreUnsigned,
  isSvc,
  links,
  literalSize,
  readWord,
} from './arm64-words.js'
import type { CodeSink } from './scanned-function.js'

const WORD = 4

/**
 * {@link ScanCode} of arm64. Any word is an instruction, so decoding ends only where less than a word is left. The numbers
 * that Go's assembler puts behind a function's code (LDR of a literal) are not taken for instructions. An address is told
 * when ADRP and what completes it stand next to each other, as Go's linker needs them (R_ADDRARM64 in cmd/link).
 */
export function scanArm64(code: Uint8Array, start: bigint, sink: CodeSink): number {
  const low = Number(start & 0xfffn)
  const literals = new Literals()
  const end = code.length - (code.length % WORD)
  let page = -1
  let pageRegister = -1
  for (let at = 0; at < end; at += WORD) {
    if (literals.has(at)) continue
    const word = readWord(code, at)
    if (pageRegister >= 0) reportAddress(word, at, page, pageRegister, sink)
    pageRegister = -1
    if (isBranch(word)) {
      const target = at + branchOffset(word)
      if (links(word) || target < 0 || target >= code.length) sink.call(at, target)
    } else if (isAdr(word)) {
      const target = adrTarget(word, at, low)
      if (word < 0x80000000) sink.reference(at, target)
      else {
        page = target
        pageRegister = word & 31
      }
    } else if (isConditional(word)) {
      const target = at + branchOffset(word)
      if (target < 0 || target >= code.length) sink.call(at, target)
    } else if (isSvc(word)) sink.trap(at, 'svc')
    else if (isLoadLiteral(word)) {
      const target = at + branchOffset(word)
      literals.add(target, literalSize(word))
      sink.access(at, target)
    }
  }
  return end
}

/** ADD, or a load or store, that completes the address which ADRP began one word before. */
function reportAddress(word: number, at: number, page: number, register: number, sink: CodeSink): void {
  if (((word >>> 5) & 31) !== register) return
  // ADD of 64 bits, without flags and shift.
  if ((word & 0xffc00000) >>> 0 === 0x91000000 && isAddImmediate(word)) {
    sink.reference(at - WORD, page + addImmediate(word))
  } else if (isLoadStoreUnsigned(word)) {
    sink.access(at - WORD, page + ((word >>> 10) & 0xfff) * accessSize(word))
  }
}

/** Words of a function that are data. A load comes before the data that it reads. */
export class Literals {
  #words: Set<number> | null = null

  add(target: number, size: number): void {
    for (let at = target; at < target + size; at += WORD) {
      this.#words ??= new Set()
      this.#words.add(at)
    }
  }

  has(at: number): boolean {
    return this.#words !== null && this.#words.has(at)
  }
}
