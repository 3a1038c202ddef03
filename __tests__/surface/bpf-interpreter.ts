/** struct seccomp_data without the instruction pointer. */
export interface SeccompData {
  readonly number: number
  readonly arch: number
  readonly args: readonly bigint[]
}

/**
 * Runs classic BPF as net/core/filter.c does for seccomp, with the checks of bpf_check_classic() and
 * seccomp_check_filter() that can go wrong in a filter made by a program: reach of jumps, a return at the end.
 * @returns what the filter returns, unsigned
 */
export function runBpf(filter: Uint8Array, data: SeccompData): number {
  const view = new DataView(filter.buffer, filter.byteOffset, filter.byteLength)
  const memory = memoryOf(data)
  const count = filter.byteLength / 8
  let accumulator = 0
  for (let pc = 0; pc < count; pc++) {
    const [code, jt, jf] = [
      view.getUint16(pc * 8, true),
      view.getUint8(pc * 8 + 2),
      view.getUint8(pc * 8 + 3),
    ]
    const k = view.getUint32(pc * 8 + 4, true)
    if (code === 0x20) accumulator = memory.getUint32(k, true)
    else if (code === 0x54) accumulator = (accumulator & k) >>> 0
    else if (code === 0x05) pc += k
    else if (code === 0x15) pc += accumulator === k ? jt : jf
    else if (code === 0x35) pc += accumulator >= k ? jt : jf
    else if (code === 0x25) pc += accumulator > k ? jt : jf
    else if (code === 0x45) pc += (accumulator & k) !== 0 ? jt : jf
    else if (code === 0x06) return k
    else throw new Error(`instruction ${pc} has code 0x${code.toString(16)}`)
  }
  throw new Error('ran off the end')
}

function memoryOf({ number, arch, args }: SeccompData): DataView {
  const memory = new DataView(new ArrayBuffer(64))
  memory.setUint32(0, number, true)
  memory.setUint32(4, arch, true)
  args.forEach((arg, i) => {
    memory.setBigUint64(16 + 8 * i, BigInt.asUintN(64, arg), true)
  })
  return memory
}
