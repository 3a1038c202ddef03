import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { inspect } from '../../src/inspect/inspect.js'
import { openWorkshop } from './build-programs.js'
import { changed } from './elf-bytes.js'
import { runReadelf } from './readelf.js'

const workshop = openWorkshop()
afterAll(() => rmSync(workshop.folder, { recursive: true }))

/** Its only symbol of GLIBC_2.27 may be missing. */
const SOURCE = `extern int memfd_create(const char *, unsigned) __attribute__((weak));
int main(void) { return memfd_create == 0 ? 7 : 8; }
`
const VER_FLG_WEAK = 2

/** The hash of the System V ABI, by which the loader compares versions. */
function hashOf(name: string): number {
  return [...Buffer.from(name)].reduce((hash, byte) => {
    const sum = ((hash & 0x0fff_ffff) << 4) + byte
    return (sum ^ ((sum >>> 24) & 0xf0)) & 0x0fff_ffff
  }, 0)
}

/** The program with a version that no glibc has, in the place of GLIBC_2.27, and with these flags. */
function withVersion(program: Buffer, flags: number): Buffer {
  return changed(program, (copy) => {
    const old = Buffer.alloc(4)
    old.writeUInt32LE(hashOf('GLIBC_2.27'))
    const record = copy.indexOf(old)
    copy.writeUInt32LE(hashOf('GLIBC_9.27'), record)
    copy.writeUInt16LE(flags, record + 4)
    copy.write('GLIBC_9.27', copy.indexOf('GLIBC_2.27\0'))
  })
}

describe('a version that the C library lacks', () => {
  writeFileSync(join(workshop.folder, 'weak.c'), SOURCE)
  const program = readFileSync(workshop.c('weak-version', ['-O0'], 'weak.c'))
  const run = (name: string, flags: number) => {
    const path = join(workshop.folder, name)
    writeFileSync(path, withVersion(program, flags))
    chmodSync(path, 0o755)
    return { path, ...spawnSync(path, { encoding: 'utf8' }) }
  }

  it('keeps the file from being started', async () => {
    const { path, status, stderr } = run('strong', 0)
    expect([status, stderr]).toEqual([1, expect.stringContaining("version `GLIBC_9.27' not found")])
    const { elf, minGlibc } = await inspect(path)
    expect(elf.verneed).toEqual(runReadelf([path]).get(path)?.verneed)
    expect(minGlibc).toBe('9.27')
  })

  it('is only told of when it is weak', async () => {
    const { path, status, stderr } = run('weak', VER_FLG_WEAK)
    expect([status, stderr]).toEqual([7, expect.stringContaining("weak version `GLIBC_9.27' not found")])
    const { elf, minGlibc } = await inspect(path)
    expect(elf.verneed).toEqual(runReadelf([path]).get(path)?.verneed)
    expect(elf.verneed.flatMap(({ weakVersions }) => weakVersions)).toEqual(['GLIBC_9.27'])
    expect(minGlibc).not.toBe('9.27')
  })
})
