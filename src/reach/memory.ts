import { MalformedFileError } from '../inspect/byte-cursor.js'
import { type ElfImage, PF_W, PF_X, PT_DYNAMIC, PT_LOAD, type Segment } from '../inspect/elf-image.js'

/** A part of a program's memory that comes from the file. Addresses are plain numbers: all are below 2^53. */
export interface Region {
  readonly start: number
  readonly end: number
  readonly executable: boolean
  readonly writable: boolean
  /** Of the file, or a copy in which addresses were filled in. */
  readonly bytes: Buffer
}

/** A 64-bit little-endian program as it stands in memory before its first instruction, loaded at address 0 when it is a PIE. */
export interface Memory {
  readonly regions: readonly Region[]
  /** The bytes of [address, address + length) without a copy; null when one region does not hold them all. */
  bytes(address: number, length: number): Buffer | null
  /** Null when it is not in the file. */
  u32(address: number): number | null
  /** A pointer; null when it is not in the file, or no number below 2^53. */
  pointer(address: number): number | null
  /** Nothing writes there when the program runs. */
  constant(address: number): boolean
  /** From the address to the end of its region; null when it is not in the file. */
  rest(address: number): Buffer | null
}

/** Writable only until the loader has filled the addresses in. */
const PT_GNU_RELRO = 0x6474e552
const DT_NULL = 0
const DT_RELA = 7
const DT_RELASZ = 8
const RELA_SIZE = 24
/** `r_info` of relocations that only add the load address: R_X86_64_RELATIVE and R_AARCH64_RELATIVE. */
const RELATIVE = [8, 1027]

/**
 * Relocations with an addend are filled in; those of DT_RELR need no help, for their places hold the address already.
 * @throws MalformedFileError
 */
export function loadMemory(image: ElfImage): Memory {
  const regions = image.segments
    .filter(({ type, fileSize }) => type === PT_LOAD && fileSize > 0)
    .map(({ address, offset, fileSize, flags }): Region => {
      const start = safe(address, offset)
      const executable = (flags & PF_X) !== 0
      const bytes = image.file.subarray(offset, offset + fileSize)
      return { start, end: start + bytes.length, executable, writable: (flags & PF_W) !== 0, bytes }
    })
  const sealed = image.segments.find(({ type }) => type === PT_GNU_RELRO)
  const memory = memoryOf(regions, sealed)
  const relocations = findRelocations(image, memory)
  return relocations === null ? memory : memoryOf(relocate(regions, relocations), sealed)
}

function safe(address: bigint, offset: number): number {
  if (address <= 0xffffffffffffn) return Number(address)
  throw new MalformedFileError('p_vaddr', offset, `is no user-space address: 0x${address.toString(16)}`)
}

function memoryOf(regions: readonly Region[], sealed: Segment | undefined): Memory {
  const sealedStart = Number(sealed?.address ?? 0n)
  const sealedEnd = sealedStart + (sealed?.fileSize ?? 0)
  const find = (address: number) => regions.find(({ start, end }) => address >= start && address < end)
  // Most reads hit the region of the one before.
  let last: Region | undefined
  const regionOf = (address: number): Region | undefined => {
    if (!(last && address >= last.start && address < last.end)) last = find(address)
    return last
  }
  const rest = (address: number) => {
    const region = regionOf(address)
    return region === undefined ? null : region.bytes.subarray(address - region.start)
  }
  return {
    regions,
    rest,
    constant: (address) =>
      (address >= sealedStart && address < sealedEnd) || regionOf(address)?.writable === false,
    bytes(address, length) {
      const region = regionOf(address)
      if (region === undefined || !(length <= region.end - address)) return null
      return region.bytes.subarray(address - region.start, address - region.start + length)
    },
    u32(address) {
      const region = regionOf(address)
      return region === undefined || region.end - address < 4
        ? null
        : region.bytes.readUInt32LE(address - region.start)
    },
    pointer(address) {
      const region = regionOf(address)
      if (region === undefined || region.end - address < 8) return null
      const at = address - region.start
      const high = region.bytes.readUInt32LE(at + 4)
      return high > 0x1fffff ? null : high * 2 ** 32 + region.bytes.readUInt32LE(at)
    },
  }
}

function findRelocations(image: ElfImage, memory: Memory): Buffer | null {
  const dynamic = image.segments.find(({ type }) => type === PT_DYNAMIC)
  const table = dynamic && memory.bytes(Number(dynamic.address), dynamic.fileSize)
  if (!table) return null
  let address: number | null = null
  let size: number | null = null
  for (let at = 0; at + 16 <= table.length; at += 16) {
    const tag = Number(table.readBigUInt64LE(at))
    if (tag === DT_NULL) break
    if (tag === DT_RELA) address = Number(table.readBigUInt64LE(at + 8))
    if (tag === DT_RELASZ) size = Number(table.readBigUInt64LE(at + 8))
  }
  return address === null || size === null ? null : memory.bytes(address, size)
}

/** Fills the addends in, into copies of the regions that have places for them. */
function relocate(regions: readonly Region[], relocations: Buffer): readonly Region[] {
  const relocated = [...regions]
  const copied = new Set<number>()
  let index = 0
  for (let at = 0; at + RELA_SIZE <= relocations.length; at += RELA_SIZE) {
    if (relocations.readUInt32LE(at + 12) !== 0 || !RELATIVE.includes(relocations.readUInt32LE(at + 8)))
      continue
    const place = relocations.readUInt32LE(at) + relocations.readUInt32LE(at + 4) * 2 ** 32
    const holds = ({ start, end }: Region) => place >= start && place + 8 <= end
    const current = relocated[index]
    // Neighbours are in one region, mostly.
    if (current === undefined || !holds(current)) index = relocated.findIndex(holds)
    const region = relocated[index]
    if (region === undefined) continue
    const own = copied.has(index) ? region : { ...region, bytes: Buffer.from(region.bytes) }
    relocated[index] = own
    copied.add(index)
    relocations.copy(own.bytes, place - own.start, at + 16, at + 24)
  }
  return relocated
}
