import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { traceAmd64 } from '../../../src/reach/code/amd64-trace.js'
import type { Known, TracedCall } from '../../../src/reach/code/scanned-function.js'

/**
 * Made-up functions are run, and what the tracer says of a call is compared with what the processor had there. Registers
 * of ABIInternal hold 1000 and up at the entry, the caller's slots 2000 and up. The frame is 64 bytes.
 */
const REGISTERS = ['rax', 'rbx', 'rcx', 'rdi', 'rsi', 'r8', 'r9', 'r10', 'r11']
const LOW = ['eax', 'ebx', 'ecx', 'edi', 'esi', 'r8d', 'r9d', 'r10d', 'r11d']
const BYTES = ['al', 'bl', 'cl', 'dil', 'sil', 'r8b', 'r9b', 'r10b', 'r11b']
const FUNCTIONS = 1500
const SLOTS = 9
/** What `smash` writes to its caller's frame. */
const ARGUMENT_BYTES = 24

const register = fc.constantFrom(...REGISTERS)
const low = fc.constantFrom(...LOW)
const byte = fc.constantFrom(...BYTES)
const small = fc.integer({ min: -300, max: 300 })
const imm32 = fc.oneof(small, fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }))
/** Own slots, and the caller's. */
const offset = fc.constantFrom(0, 8, 16, 24, 32, 40, 48, 72, 80, 88, 96)
const unaligned = fc.integer({ min: 0, max: 48 })

const instruction = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(register, imm32).map(([r, n]) => `mov ${r}, ${n}`) },
  { weight: 4, arbitrary: fc.tuple(register, register).map(([r, s]) => `mov ${r}, ${s}`) },
  { weight: 4, arbitrary: fc.tuple(offset, register).map(([o, r]) => `mov [rsp+${o}], ${r}`) },
  { weight: 4, arbitrary: fc.tuple(register, offset).map(([r, o]) => `mov ${r}, [rsp+${o}]`) },
  { weight: 3, arbitrary: fc.tuple(offset, imm32).map(([o, n]) => `mov qword ptr [rsp+${o}], ${n}`) },
  fc.tuple(low, imm32).map(([r, n]) => `mov ${r}, ${n}`),
  fc.tuple(low, low).map(([r, s]) => `mov ${r}, ${s}`),
  fc.tuple(low, offset).map(([r, o]) => `mov ${r}, [rsp+${o}]`),
  fc.tuple(unaligned, imm32).map(([o, n]) => `mov dword ptr [rsp+${o}], ${n}`),
  fc.tuple(unaligned, register).map(([o, r]) => `mov [rsp+${o}], ${r}`),
  fc.tuple(byte, fc.integer({ min: 0, max: 127 })).map(([r, n]) => `mov ${r}, ${n}`),
  fc.constantFrom('mov ah, 5', 'mov bh, 6', 'mov ch, 7'),
  fc.tuple(register, register).map(([r, s]) => `push ${r}\n mov ${s}, 7\n pop ${s}`),
  fc.tuple(imm32, register).map(([n, r]) => `push ${n}\n pop ${r}`),
  fc
    .tuple(fc.constantFrom('add', 'sub', 'and', 'or', 'xor', 'cmp', 'adc', 'sbb', 'test'), register, imm32)
    .map(([name, r, n]) => `${name} ${r}, ${n}`),
  fc
    .tuple(fc.constantFrom('add', 'sub', 'and', 'or', 'xor', 'cmp', 'adc', 'sbb'), low, low)
    .map(([name, r, s]) => `${name} ${r}, ${s}`),
  fc
    .tuple(fc.constantFrom('add', 'sub', 'xor'), offset, imm32)
    .map(([name, o, n]) => `${name} qword ptr [rsp+${o}], ${n}`),
  fc
    .tuple(fc.constantFrom('inc', 'dec', 'neg', 'not', 'bswap', 'sar', 'mul', 'imul'), register)
    .map(([name, r]) => `${name} ${r}`),
  fc.tuple(fc.constantFrom('xor', 'sub'), fc.nat(8)).map(([name, i]) => `${name} ${LOW[i]}, ${LOW[i]}`),
  fc.tuple(register, register, small).map(([r, s, n]) => `lea ${r}, [${s}+${n}]`),
  fc.tuple(low, register, register).map(([r, s, t]) => `lea ${r}, [${s}+${t}*2+1]`),
  fc.tuple(register, low).map(([r, s]) => `movsxd ${r}, ${s}`),
  fc.tuple(fc.constantFrom('movzx', 'movsx'), register, byte).map(([name, r, s]) => `${name} ${r}, ${s}`),
  fc
    .tuple(fc.constantFrom('cmove', 'cmovb', 'cmovg'), fc.constantFrom(...REGISTERS), register)
    .map((all) => `${all[0]} ${all[1]}, ${all[2]}`),
  fc.tuple(fc.constantFrom('cmove', 'cmovs'), low, low).map(([name, r, s]) => `${name} ${r}, ${s}`),
  fc.tuple(fc.constantFrom('sete', 'setb'), byte).map(([name, r]) => `${name} ${r}`),
  fc
    .tuple(fc.constantFrom('xchg', 'xadd', 'cmpxchg', 'imul', 'popcnt', 'bsf'), register, register)
    .map(([name, r, s]) => `${name} ${r}, ${s}`),
  fc
    .tuple(fc.constantFrom('xchg', 'lock xadd', 'lock cmpxchg'), offset, register)
    .map(([name, o, r]) => `${name} [rsp+${o}], ${r}`),
  fc.tuple(register, fc.nat(63)).map(([r, n]) => `bts ${r}, ${n}`),
  fc.constantFrom('cpuid', 'rdtsc', 'cdqe', 'cqo', 'nop', 'pushfq\n popfq', 'lahf'),
  fc.tuple(fc.constantFrom('movq', 'movd'), register).map(([, r]) => `movq xmm0, ${r}\n pxor xmm1, xmm1`),
  fc.tuple(low).map(([r]) => `movd ${r}, xmm1`),
  fc
    .tuple(fc.constantFrom(0, 8, 16, 24, 32), fc.constantFrom('movups', 'movq', 'movss'))
    .map(([o, name]) => `${name} [rsp+${o}], xmm0`),
  // A pointer to the stack, and a store through it.
  fc.tuple(unaligned, register, register).map(([o, r, s]) => `lea ${r}, [rsp+${o}]\n mov [${r}], ${s}`),
  fc.tuple(fc.nat(5), register).map(([i, r]) => `mov rcx, ${i}\n mov [rsp+rcx*8+8], ${r}`),
  fc.tuple(offset).map(([o]) => `lea rdi, [rsp+${o}]\n stosq`),
  fc.constant('call smash'),
)

interface Block {
  readonly lines: readonly string[]
  readonly jump: 'none' | 'je' | 'jb' | 'jmp' | 'loop'
}
const block: fc.Arbitrary<Block> = fc.record({
  lines: fc.array(instruction, { minLength: 1, maxLength: 8 }),
  jump: fc.constantFrom('none', 'none', 'je', 'jb', 'jmp', 'loop'),
})

/** Jumps skip the next block; a loop runs its block three times. */
function functionOf(name: string, blocks: readonly Block[]): string {
  const lines = blocks.flatMap(({ lines, jump }, i) => {
    const label = `.L${name}_${i}`
    if (jump === 'loop') return [' mov r13, 3', `${label}:`, ...lines, 'dec r13', `jnz ${label}`]
    const skip = jump === 'none' ? [] : [`${jump} .L${name}_${i + 1}e`]
    return [`${label}e:`, ...lines, ...skip]
  })
  // Loops have no such label.
  const ends = blocks.map((_, i) => `.L${name}_${i + 1}e`).filter((label) => !lines.includes(`${label}:`))
  return `${name}:\n sub rsp, 64\n${lines.join('\n')}\n${ends.map((label) => `${label}:`).join('\n')}
 call sink\n add rsp, 64\n ret\n${name}_end:\n`
}

const SMASH = `smash:
${REGISTERS.map((name, i) => ` mov ${name}, ${3000 + i}`).join('\n')}
 mov rdx, 3009
 mov [rsp+8], rdx\n mov [rsp+16], rdx\n mov [rsp+24], rdx\n ret
`
const SINK = `sink:
${REGISTERS.map((name, i) => ` mov [rip+record+${8 * i}], ${name}`).join('\n')}
${Array.from({ length: SLOTS }, (_, i) => ` mov rax, [rsp+${8 + 8 * i}]\n mov [rip+record+${8 * (9 + i)}], rax`).join('\n')}
 ret
`
const RUN = `.globl run\nrun:
 push rbx\n push rbp\n push r12\n push r13\n push r14\n push r15\n mov r15, rdi
${Array.from({ length: SLOTS }, (_, i) => ` push ${2000 + SLOTS - 1 - i}`).join('\n')}
${REGISTERS.map((name, i) => ` mov ${name}, ${1000 + i}`).join('\n')}
 call r15\n add rsp, ${8 * SLOTS}
 pop r15\n pop r14\n pop r13\n pop r12\n pop rbp\n pop rbx\n ret
`
const MAIN = `#include <stdio.h>
extern void run(void *); extern char *table[]; extern long long record[]; extern char sink[], smash[];
int main(void) {
  for (int i = 0; table[2 * i]; i++) {
    char *start = table[2 * i], *end = table[2 * i + 1];
    run(start);
    printf("%ld %ld ", (long)(sink - start), (long)(smash - start));
    for (char *p = start; p < end; p++) printf("%02x", (unsigned char)*p);
    for (int j = 0; j < 18; j++) printf(" %lld", record[j]);
    printf("\\n");
  }
}
`

function runAll(functions: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'executed-'))
  try {
    const table = functions.map((_, i) => `.quad f${i}, f${i}_end`).join('\n')
    const text = `.intel_syntax noprefix\n.text\n.globl sink, smash, record, table\n${functions.join('')}${SMASH}${SINK}${RUN}
.data\n.balign 8\nrecord: .fill 18, 8, 0\ntable:\n${table}\n.quad 0\n.section .note.GNU-stack,"",@progbits\n`
    writeFileSync(join(folder, 'f.s'), text)
    writeFileSync(join(folder, 'main.c'), MAIN)
    const program = join(folder, 'program')
    execFileSync('gcc', ['-no-pie', '-o', program, join(folder, 'main.c'), join(folder, 'f.s')], {
      env: process.env,
    })
    return execFileSync(program, { env: process.env, encoding: 'utf8', maxBuffer: 2 ** 28 })
      .trimEnd()
      .split('\n')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Whether what is known allows for what was there. */
function holds(known: Known | undefined, actual: bigint): boolean {
  if (known === undefined || known.kind === 'unknown') return true
  if (known.kind === 'constants') return known.values.some((value) => BigInt(value) === actual)
  return actual === BigInt((known.abi === 'internal' ? 1000 : 2000) + known.index)
}

it('never says a number that the processor did not have', () => {
  const blocks = fc.sample(fc.array(block, { minLength: 1, maxLength: 5 }), { numRuns: FUNCTIONS, seed: 20 })
  const sources = blocks.map((some, i) => functionOf(`f${i}`, some))
  let told = 0
  const wrong: string[] = []
  runAll(sources).forEach((line, i) => {
    const [sink, smash, hex = '', ...record] = line.split(' ')
    const { calls } = traceAmd64(Uint8Array.from(Buffer.from(hex, 'hex')), 0n, {
      wanted: (target) => target === Number(sink),
      argumentBytes: (target) => (target === Number(smash) ? ARGUMENT_BYTES : null),
    })
    expect(calls).toHaveLength(1)
    const [call] = calls as [TracedCall]
    const known = [...call.internal, ...call.stack]
    told += known.filter(({ kind }) => kind !== 'unknown').length
    known.forEach((one, j) => {
      if (!holds(one, BigInt(record[j] ?? 0)))
        wrong.push(`${j}: ${JSON.stringify(one)}, not ${record[j]}\n${sources[i]}`)
    })
  })
  expect(wrong).toEqual([])
  expect(told).toBeGreaterThan(FUNCTIONS)
}, 60_000)
