/** Codes of classic BPF that seccomp takes (linux/bpf_common.h): class, size or operation, mode or source. */
export const BPF = {
  loadWord: 0x20, // BPF_LD | BPF_W | BPF_ABS
  and: 0x54, // BPF_ALU | BPF_AND | BPF_K
  jump: 0x05, // BPF_JMP | BPF_JA
  jumpEqual: 0x15, // BPF_JMP | BPF_JEQ | BPF_K
  jumpGreaterOrEqual: 0x35, // BPF_JMP | BPF_JGE | BPF_K
  return: 0x06, // BPF_RET | BPF_K
} as const

export type Label = symbol

type Item =
  | { readonly kind: 'plain'; readonly code: number; readonly k: number }
  | { readonly kind: 'jump'; readonly to: Label }
  | { readonly kind: 'branch'; readonly code: number; readonly k: number; readonly targets: Targets }

interface Targets {
  readonly yes: Label
  readonly no: Label
}

/** sizeof(struct sock_filter): u16 code, u8 jt, u8 jf, u32 k */
const INSTRUCTION_BYTES = 8
const LONGEST_BRANCH = 255

/** Collects instructions with symbolic targets. All jumps go forward, as the kernel demands. */
export class BpfAssembler {
  readonly #items: Item[] = []
  readonly #labels = new Map<Label, number>()

  /** Loads 32 bits of struct seccomp_data at this offset into the accumulator. */
  load(offset: number): void {
    this.#items.push({ kind: 'plain', code: BPF.loadWord, k: offset })
  }

  and(mask: number): void {
    this.#items.push({ kind: 'plain', code: BPF.and, k: mask })
  }

  return(value: number): void {
    this.#items.push({ kind: 'plain', code: BPF.return, k: value })
  }

  jump(to: Label): void {
    this.#items.push({ kind: 'jump', to })
  }

  /** Goes to `yes` when the accumulator equals `k`, else to `no`. */
  ifEqual(k: number, yes: Label, no: Label): void {
    this.#items.push({ kind: 'branch', code: BPF.jumpEqual, k, targets: { yes, no } })
  }

  /** Goes to `yes` when the accumulator is `k` or more, unsigned, else to `no`. */
  ifAtLeast(k: number, yes: Label, no: Label): void {
    this.#items.push({ kind: 'branch', code: BPF.jumpGreaterOrEqual, k, targets: { yes, no } })
  }

  /** The label stands for the next instruction. */
  place(label: Label): void {
    this.#labels.set(label, this.#items.length)
  }

  assemble(): Uint8Array {
    const far = this.#farTargets()
    const positions = this.#positions(far)
    const bytes = new Uint8Array((positions.at(-1) ?? 0) * INSTRUCTION_BYTES)
    const view = new DataView(bytes.buffer)
    this.#items.forEach((item, i) => {
      this.#encode(item, positions[i] ?? 0, far[i] ?? NEAR, positions).forEach(([code, jt, jf, k], j) => {
        const offset = ((positions[i] ?? 0) + j) * INSTRUCTION_BYTES
        view.setUint16(offset, code, true)
        view.setUint8(offset + 2, jt)
        view.setUint8(offset + 3, jf)
        view.setUint32(offset + 4, k, true)
      })
    })
    return bytes
  }

  /**
   * Which targets are out of a branch's reach of 255 instructions and get a jump of their own right behind the branch.
   * Each such jump moves what follows, so that others may fall out of reach: repeated until nothing changes.
   */
  #farTargets(): readonly Far[] {
    let far: Far[] = this.#items.map(() => NEAR)
    for (;;) {
      const positions = this.#positions(far)
      const next = this.#items.map((item, i): Far => {
        if (item.kind !== 'branch') return NEAR
        const isFar = (label: Label) => this.#distance(label, positions, i) > LONGEST_BRANCH
        return {
          yes: (far[i] ?? NEAR).yes || isFar(item.targets.yes),
          no: (far[i] ?? NEAR).no || isFar(item.targets.no),
        }
      })
      if (next.every((one, i) => size(one) === size(far[i] ?? NEAR))) return far
      far = next
    }
  }

  /** Instructions between item `i` and what the label stands for. */
  #distance(label: Label, positions: readonly number[], i: number): number {
    const distance = this.#position(label, positions) - (positions[i] ?? 0) - 1
    if (distance < 0) throw new RangeError(`BPF jump backwards to ${String(label)}.`)
    return distance
  }

  #position(label: Label, positions: readonly number[]): number {
    const item = this.#labels.get(label)
    const position = item === undefined ? undefined : positions[item]
    if (position === undefined) throw new RangeError(`BPF label ${String(label)} was never placed.`)
    return position
  }

  /** First instruction of each item, and last of all the number of instructions. */
  #positions(far: readonly Far[]): readonly number[] {
    const positions = [0]
    for (const one of far) positions.push((positions.at(-1) ?? 0) + size(one))
    return positions
  }

  #encode(item: Item, at: number, far: Far, positions: readonly number[]): readonly Instruction[] {
    const distance = (label: Label, from: number) => this.#position(label, positions) - from - 1
    if (item.kind === 'plain') return [[item.code, 0, 0, item.k]]
    if (item.kind === 'jump') return [[BPF.jump, 0, 0, distance(item.to, at)]]
    const { yes, no } = item.targets
    const jumps: Instruction[] = []
    const reach = (label: Label, isFar: boolean): number => {
      if (!isFar) return distance(label, at)
      jumps.push([BPF.jump, 0, 0, distance(label, at + 1 + jumps.length)])
      return jumps.length - 1
    }
    const branch: Instruction = [item.code, reach(yes, far.yes), reach(no, far.no), item.k]
    return [branch, ...jumps]
  }
}

type Instruction = readonly [code: number, jt: number, jf: number, k: number]

interface Far {
  readonly yes: boolean
  readonly no: boolean
}

const NEAR: Far = { yes: false, no: false }

function size(far: Far): number {
  return 1 + Number(far.yes) + Number(far.no)
}
