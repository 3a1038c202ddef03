import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type ByteCursor, MalformedFileError, openCursor, viewOf } from '../../src/inspect/byte-cursor.js'

const file = Buffer.from('0011223344556677 8899aabbccddeeff 68656c6c6f0021'.replaceAll(' ', ''), 'hex')
const open = (endian: 'little' | 'big', start = 0, end = file.length) =>
  openCursor(file, { endian, start, end })

describe('openCursor', () => {
  it('reads both byte orders', () => {
    const little = open('little')
    expect([little.u8('a'), little.u16('b'), little.u32('c'), little.offset()]).toEqual([
      0x00, 0x2211, 0x66554433, 7,
    ])
    const big = open('big')
    expect([big.u8('a'), big.u16('b'), big.u32('c'), big.offset()]).toEqual([0x00, 0x1122, 0x33445566, 7])
    expect(open('little', 8).u64('d')).toBe(0xffeeddccbbaa9988n)
    expect(open('big', 8).u64('d')).toBe(0x8899aabbccddeeffn)
    expect(open('big', 0).word(32, 'e')).toBe(0x00112233n)
    expect(open('big', 0).size(64, 'f')).toBe(0x0011223344556677)
  })

  it('reads text and views', () => {
    const cursor = open('little', 16)
    expect([cursor.cstring(10, 'name'), cursor.offset(), cursor.left()]).toEqual(['hello', 22, 1])
    const view = cursor.bytes(1, 'rest')
    expect([view.toString(), view.buffer === file.buffer]).toEqual(['!', true])
  })

  it.each<[string, (cursor: ByteCursor) => unknown, string]>([
    ['u32', (cursor) => cursor.u32('e_flags'), 'e_flags at offset 4 takes 4 bytes, but only 3 are there'],
    ['u64', (cursor) => cursor.u64('e_entry'), 'e_entry at offset 4 takes 8 bytes, but only 3 are there'],
    [
      'bytes',
      (cursor) => cursor.bytes(2 ** 60, 'n'),
      `n at offset 4 takes ${2 ** 60} bytes, but only 3 are there`,
    ],
    ['cstring', (cursor) => cursor.cstring(99, 'n'), 'n at offset 4 has no end within 3 bytes'],
    ['cstring limit', (cursor) => cursor.cstring(2, 'n'), 'n at offset 4 has no end within 2 bytes'],
  ])('refuses %s beyond the range', (_, read, message) => {
    expect(() => read(open('little', 4, 7))).toThrow(MalformedFileError)
    expect(() => read(open('little', 4, 7))).toThrow(message)
  })

  it('carries what was read and where', () => {
    const cursor = open('little')
    cursor.seek(21)
    try {
      cursor.u32('vn_next')
      throw new Error('not reached')
    } catch (error) {
      expect(error).toMatchObject({ name: 'MalformedFileError', what: 'vn_next', offset: 21 })
    }
  })

  it.each([-1, 3, 8, 1e9, Number.MAX_SAFE_INTEGER, Number.NaN])(
    'refuses to read after seek(%d)',
    (offset) => {
      const cursor = open('little', 4, 8)
      cursor.seek(offset)
      expect(() => cursor.u32('x')).toThrow(MalformedFileError)
    },
  )

  it('refuses sizes that are no safe integers', () => {
    expect(() => open('big', 8).size(64, 'p_filesz')).toThrow(
      'p_filesz at offset 8 is absurd: 9843086184167632639',
    )
  })

  it('ends at the end of the file, whatever the range says', () => {
    expect(open('little', 20, 1e12).left()).toBe(3)
    expect(open('little', 1e12, 2e12).left()).toBe(0)
  })
})

describe('uvarint', () => {
  const cursorOf = (bytes: readonly number[]) =>
    openCursor(Buffer.from(bytes), { endian: 'little', start: 0, end: bytes.length })

  it('reads back every safe integer', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const bytes: number[] = []
        let rest = BigInt(value)
        for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80)
        bytes.push(Number(rest))
        expect(cursorOf(bytes).uvarint('n')).toBe(value)
      }),
    )
  })

  it.each([
    ['cut', [0x80], 'n at offset 1 takes 1 bytes, but only 0 are there'],
    [
      'endless',
      Array.from({ length: 20 }, () => 0x80),
      'n at offset 0 is a variable-length number without an end',
    ],
    [
      'absurd',
      [...Array.from({ length: 9 }, () => 0xff), 1],
      'n at offset 0 is absurd: 18446744073709551615',
    ],
  ])('refuses what is %s', (_, bytes, message) => {
    expect(() => cursorOf(bytes).uvarint('n')).toThrow(message)
  })
})

describe('viewOf', () => {
  it('shares memory with a part of an array', () => {
    const array = new Uint8Array([1, 2, 3, 4])
    const view = viewOf(array.subarray(1, 3))
    array[1] = 9
    expect([...view]).toEqual([9, 3])
  })
})
