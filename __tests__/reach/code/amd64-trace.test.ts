import { describe, expect, it } from '@jest/globals'
import { traceAmd64 } from '../../../src/reach/code/amd64-trace.js'
import type { Known, TraceOptions } from '../../../src/reach/code/scanned-function.js'
import { assemble } from './assembled.js'

const show = (known: Known | undefined): string => {
  if (known === undefined || known.kind === 'unknown') return '?'
  return known.kind === 'parameter' ? `${known.abi} ${known.index}` : known.values.join(' ')
}

/** What is known of the calls of `out`: by ABIInternal, and by ABI0. */
function callsOf(source: string, options: TraceOptions = {}) {
  const code = assemble('amd64', source)
  return traceAmd64(code, 0x401000n, { wanted: (target) => target === code.length, ...options }).calls
}
const register = (source: string, options?: TraceOptions) =>
  callsOf(source, options).map(({ internal }) => show(internal[0]))
const slot = (source: string, options?: TraceOptions) =>
  callsOf(source, options).map(({ stack }) => show(stack[0]))

describe('the first integer argument by ABIInternal', () => {
  it.each([
    ['a constant', 'mov eax, 257\n call out', '257'],
    ['zero', 'xor eax, eax\n call out', '0'],
    ['32 bits without sign', 'mov eax, -1\n call out', '4294967295'],
    ['64 bits with sign', 'mov rax, -1\n call out', '-1'],
    ['what a double does not hold', 'movabs rax, 0x7fffffffffffffff\n call out', '?'],
    ['moved', 'mov ecx, 3\n mov rax, rcx\n call out', '3'],
    ['worked out', 'mov ecx, 3\n lea rax, [rcx+4]\n add rax, 1\n call out', '8'],
    ['its own parameter', 'mov rcx, rax\n mov eax, 1\n mov rax, rcx\n call out', 'internal 0'],
    ['another parameter', 'mov rax, rdi\n call out', 'internal 3'],
    ['half of a parameter', 'mov eax, eax\n call out', '?'],
    ['one byte changed', 'mov eax, 257\n mov al, 1\n call out', '?'],
    ['AH changed', 'mov eax, 257\n mov ah, 1\n call out', '?'],
    ['over a push and a pop', 'push 59\n pop rax\n call out', '59'],
    ['of one of two ways', 'test rbx, rbx\n mov eax, 74\n je 1f\n mov eax, 75\n1: call out', '74 75'],
    ['a constant or a parameter', 'test rbx, rbx\n je 1f\n mov eax, 75\n1: call out', '?'],
    [
      'moved on a condition',
      'mov eax, 74\n mov ecx, 75\n test rbx, rbx\n cmove rax, rcx\n call out',
      '74 75',
    ],
    ['counted in a loop', 'mov eax, 1\n1: inc eax\n dec rbx\n jne 1b\n call out', '?'],
    [
      'changed in a loop behind the call',
      'mov eax, 1\n1: mov ecx, eax\n call out\n mov eax, 2\n jmp 1b',
      '1 2',
    ],
    ['after CPUID', 'mov eax, 1\n cpuid\n call out', '?'],
    ['after a vector is moved to it', 'mov eax, 1\n movd eax, xmm0\n call out', '?'],
    ['next to vectors', 'mov eax, 1\n movups xmm0, [rcx]\n vpxor ymm0, ymm0, ymm0\n call out', '1'],
    ['of the wrapped kind BMI2', 'mov eax, 1\n mulx rcx, rax, rbx\n call out', '?'],
  ])('%s', (_, source, expected) => {
    expect(register(`${source}\n ret`)).toEqual([expected])
  })

  it('does not outlive a call', () => {
    expect(register('mov eax, 1\n call out\n call out\n ret')).toEqual(['1', '?'])
  })

  it('is known after nine constants no more', () => {
    const ways = Array.from({ length: 9 }, (_, i) => `mov eax, ${i}\n cmp ebx, ${i}\n je 1f\n`)
    expect(register(`${ways.slice(0, 8).join('')} ud2\n1: call out`)).toEqual(['0 1 2 3 4 5 6 7'])
    expect(register(`${ways.join('')} ud2\n1: call out`)).toEqual(['?'])
  })

  it('of a jump out of the function', () => {
    expect(register('mov eax, 9\n jmp out')).toEqual(['9'])
    expect(register('mov eax, 9\n test rbx, rbx\n je out\n mov eax, 8\n jmp out')).toEqual(['9', '8'])
  })

  it('is not known where no direct jump leads', () => {
    expect(register('mov eax, 9\n ret\n call out\n ret')).toEqual(['?'])
  })

  it('is not known in a function that jumps into an instruction', () => {
    expect(register('mov eax, 9\n jmp 1f+1\n1: mov ecx, 1\n mov eax, 1\n call out\n ret')).toEqual(['?'])
  })

  it('is not known in a function that is not understood to its end', () => {
    const code = assemble('amd64', 'mov eax, 9\n call 1f\n.byte 0x06\n1: ret')
    const { calls, stoppedAt } = traceAmd64(code, 0n)
    expect(calls.map(({ internal }) => show(internal[0]))).toEqual(['?'])
    expect(stoppedAt).toBe(10)
  })
})

describe('growing the stack', () => {
  const START = 'cmp rsp, [r14+16]\n jbe 9f\n'
  const GROW = '9: mov [rsp+8], rax\n call 7f\n mov rax, [rsp+8]\n jmp start\n7:'

  it('leaves the parameters as they are', () => {
    const code = assemble('amd64', `${START} sub rsp, 24\n call 7f\n add rsp, 24\n ret\n${GROW}`)
    const [call] = traceAmd64(code, 0n).calls
    expect(show(call?.internal[0])).toBe('internal 0')
  })

  it('leaves the stack as it is when a call that does not return stands before it', () => {
    const source = `${START} sub rsp, 24\n mov qword ptr [rsp], 5\n test rbx, rbx\n je 1f\n call 7f\n add rsp, 24\n ret\n1: call 7f\n nop\n${GROW}`
    const code = assemble('amd64', source)
    const [call] = traceAmd64(code, 0n).calls
    expect(show(call?.stack[0])).toBe('5')
  })

  it('of a large frame takes no address', () => {
    const source =
      'lea r12, [rsp-256]\n cmp r12, [r14+16]\n jbe 9f\n sub rsp, 264\n mov qword ptr [rsp], 39\n call 7f\n ret\n9: call 7f\n jmp start\n7:'
    expect(show(traceAmd64(assemble('amd64', source), 0n).calls[0]?.stack[0])).toBe('39')
  })
})

describe('the first argument by ABI0', () => {
  const FRAME = 'sub rsp, 64\n'

  it.each([
    ['a constant', 'mov qword ptr [rsp], 257\n call out', '257'],
    ['a parameter by register', 'mov [rsp], rbx\n call out', 'internal 1'],
    ['a parameter by stack', 'mov rax, [rsp+72]\n mov [rsp], rax\n call out', 'stack 0'],
    ['half stored', 'mov qword ptr [rsp], 1\n mov dword ptr [rsp], 2\n call out', '?'],
    ['overlapped', 'mov qword ptr [rsp], 1\n mov [rsp+4], rcx\n call out', '?'],
    [
      'overlapped by a vector',
      'mov qword ptr [rsp+8], 1\n movups [rsp], xmm0\n mov rax, [rsp+8]\n mov [rsp], rax\n call out',
      '?',
    ],
    ['next to a vector', 'mov qword ptr [rsp], 1\n movups [rsp+8], xmm0\n call out', '1'],
    ['its address is taken', 'mov qword ptr [rsp], 1\n lea rcx, [rsp]\n call out', '?'],
    [
      'an address above is taken',
      'mov qword ptr [rsp], 1\n lea rcx, [rsp+16]\n mov [rcx], rax\n call out',
      '1',
    ],
    ['stored with an index', 'mov qword ptr [rsp], 1\n mov [rsp+rcx*8+8], rax\n call out', '?'],
    ['stack pointer rounded', 'and rsp, -32\n mov qword ptr [rsp], 1\n call out', '?'],
  ])('%s', (_, source, expected) => {
    expect(slot(`${FRAME}${source}\n ret`)).toEqual([expected])
  })

  it('of a jump is the parameter it got', () => {
    expect(slot('jmp out')).toEqual(['stack 0'])
    expect(slot('mov qword ptr [rsp+8], 7\n jmp out')).toEqual(['7'])
  })

  it('in the caller’s area lives on over a call, in the frame when the callee is known', () => {
    const callers = 'sub rsp, 64\n mov [rsp+72], rbx\n call rcx\n mov rax, [rsp+72]\n call out\n ret'
    expect(register(callers)).toEqual(['internal 1'])
    const own = 'sub rsp, 64\n mov [rsp+24], rbx\n call out\n mov rax, [rsp+24]\n call out\n ret'
    expect(register(own)).toEqual(['internal 0', '?'])
    expect(register(own, { argumentBytes: () => 24 })).toEqual(['internal 0', 'internal 1'])
    expect(register(own, { argumentBytes: () => 25 })).toEqual(['internal 0', '?'])
  })
})

describe('a jump through a table', () => {
  const SOURCE =
    'mov eax, 1\n lea rcx, [rip+out+0x1000]\n cmp rbx, 1\n ja 2f\n jmp [rcx+rbx*8]\n1: mov eax, 2\n jmp 3f\n2: mov eax, 4\n3: call out\n ret'

  it('is followed', () => {
    const code = assemble('amd64', SOURCE)
    const table = code.length + 0x1000
    const third = code.length - 6
    const pointerAt = (place: number) => (place === table ? third : null)
    expect(register(SOURCE, { pointerAt })).toEqual(['1 2 4'])
  })

  it('makes all unknown when the table cannot be read', () => {
    expect(register(SOURCE)).toEqual(['?'])
    expect(register(SOURCE, { pointerAt: () => null })).toEqual(['?'])
  })
})

it('tells the numbers of traps', () => {
  const source =
    'mov eax, 39\n syscall\n syscall\n mov rax, [rsp+8]\n syscall\n mov eax, 20\n int 0x80\n sysenter'
  const { traps } = traceAmd64(assemble('amd64', source), 0n)
  expect(traps.map(({ kind, number }) => `${kind} ${show(number)}`)).toEqual([
    'syscall 39',
    'syscall ?',
    'syscall stack 0',
    'int80 20',
    'sysenter ?',
  ])
})
