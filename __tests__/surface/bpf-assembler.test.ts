import { BpfAssembler } from '../../src/surface/bpf-assembler.js'
import { runBpf } from './bpf-interpreter.js'

function run(program: BpfAssembler, number: number): number {
  return runBpf(program.assemble(), { number, arch: 0, args: [] })
}

describe('BpfAssembler', () => {
  /** `count` tests of the number, each with a return of its own behind them all; the distances differ by one. */
  function ladder(count: number): BpfAssembler {
    const program = new BpfAssembler()
    const exits = Array.from({ length: count }, (_, i) => Symbol(`${i}`))
    program.load(0)
    exits.forEach((exit, i) => {
      const next = Symbol('next')
      program.ifEqual(i, exit, next)
      program.place(next)
    })
    program.return(9999)
    exits.forEach((exit, i) => {
      program.place(exit)
      program.return(i)
    })
    return program
  }

  it.each([1, 127, 128, 254, 255, 256, 257, 400, 900])('reaches every target of a ladder of %d', (count) => {
    const program = ladder(count)
    for (const number of [0, count >> 1, count - 1]) expect(run(program, number)).toBe(number)
    expect(run(program, count)).toBe(9999)
  })

  it('uses a jump of its own only where a branch does not reach', () => {
    expect(ladder(200).assemble().length / 8).toBe(1 + 200 + 1 + 200)
    expect(ladder(255).assemble().length / 8).toBe(1 + 255 + 1 + 255)
    expect(ladder(256).assemble().length / 8).toBeGreaterThan(1 + 256 + 1 + 256)
  })

  it('reaches far with both targets of one branch', () => {
    const program = new BpfAssembler()
    const [yes, no] = [Symbol('yes'), Symbol('no')]
    program.load(0)
    program.ifAtLeast(5, yes, no)
    for (let i = 0; i < 300; i++) program.and(0xffff_ffff)
    program.place(yes)
    program.return(1)
    program.place(no)
    program.return(2)
    expect([4, 5, 6].map((number) => run(program, number))).toEqual([2, 1, 1])
  })

  it('compares unsigned, and takes all 32 bits of a constant', () => {
    const program = new BpfAssembler()
    const [yes, no] = [Symbol('yes'), Symbol('no')]
    program.load(0)
    program.ifAtLeast(0x8000_0000, yes, no)
    program.place(yes)
    program.return(0xffff_fffe)
    program.place(no)
    program.return(0)
    expect(run(program, 0xffff_ffff)).toBe(0xffff_fffe)
    expect(run(program, 0x7fff_ffff)).toBe(0)
  })

  it('refuses a jump backwards and a label that is nowhere', () => {
    const back = new BpfAssembler()
    const start = Symbol('start')
    back.place(start)
    back.load(0)
    back.ifEqual(1, start, start)
    expect(() => back.assemble()).toThrow('backwards')
    const lost = new BpfAssembler()
    lost.jump(Symbol('lost'))
    expect(() => lost.assemble()).toThrow('never placed')
  })
})
