import { Amd64Decoder, MAP_0F, MAP_ONE_BYTE, PREFIX_SEGMENT } from './amd64-decoder.js'
import type { CodeSink } from './scanned-function.js'

/** {@link ScanCode} of amd64. */
export function scanAmd64(code: Uint8Array, _start: bigint, sink: CodeSink): number {
  const decoder = new Amd64Decoder(code)
  for (let at = 0; at < code.length; at = decoder.end) {
    if (!decoder.decode(at)) return at
    // Memory relative to RIP: mod 0, rm 5.
    if ((decoder.modrm & 0xc7) === 5) reportMemory(decoder, at, sink)
    const { map, opcode } = decoder
    if (map === MAP_ONE_BYTE) {
      if ((BRANCHES[opcode] ?? 0) !== 0) reportBranch(decoder, at, sink)
    } else if (map === MAP_0F) {
      if (opcode === 0x05) sink.trap(at, 'syscall')
      else if (opcode === 0x34) sink.trap(at, 'sysenter')
      else if ((opcode & 0xf0) === 0x80) reportJump(decoder, at, sink)
    }
  }
  return code.length
}

/** One-byte opcodes that may leave the function: Jcc, LOOPcc and JRCXZ, CALL, JMP; and INT. */
const BRANCHES = Uint8Array.from({ length: 256 }, (_, opcode) =>
  (opcode & 0xf0) === 0x70 || (opcode >= 0xe0 && opcode <= 0xe3) || [0xe8, 0xe9, 0xeb, 0xcd].includes(opcode)
    ? 1
    : 0,
)

function reportBranch(decoder: Amd64Decoder, at: number, sink: CodeSink): void {
  if (decoder.opcode === 0xe8) sink.call(at, branchTarget(decoder))
  else if (decoder.opcode !== 0xcd) reportJump(decoder, at, sink)
  else if (decoder.code[decoder.immediateAt] === 0x80) sink.trap(at, 'int80')
}

function reportJump(decoder: Amd64Decoder, at: number, sink: CodeSink): void {
  const target = branchTarget(decoder)
  if (target < 0 || target >= decoder.code.length) sink.call(at, target)
}

function reportMemory(decoder: Amd64Decoder, at: number, sink: CodeSink): void {
  if ((decoder.prefixes & PREFIX_SEGMENT) !== 0) return
  const target = decoder.end + readInt32(decoder.code, decoder.modrmAt + 1)
  if (decoder.opcode === 0x8d && decoder.map === MAP_ONE_BYTE) sink.reference(at, target)
  else sink.access(at, target)
}

/** Where the direct jump or call that was decoded goes to. */
export function branchTarget(decoder: Amd64Decoder): number {
  const { code, immediateAt, end } = decoder
  return end - immediateAt === 1
    ? end + (((code[immediateAt] ?? 0) << 24) >> 24)
    : end + readInt32(code, immediateAt)
}

export function readInt32(code: Uint8Array, at: number): number {
  return (
    (code[at] ?? 0) | ((code[at + 1] ?? 0) << 8) | ((code[at + 2] ?? 0) << 16) | ((code[at + 3] ?? 0) << 24)
  )
}
