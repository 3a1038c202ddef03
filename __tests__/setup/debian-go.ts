import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'

/** What outlives a run of the tests, because it can be made again and takes long to. */
export const KEPT = path.join(os.tmpdir(), 'legacy-kernel-gate-tests')

const PACKAGES = ['golang-1.19-go', 'golang-1.19-src']

/**
 * Go 1.19 as Debian 12 packages it, unpacked beside the system and kept between runs.
 * @returns its GOROOT
 * @throws when the packages cannot be had: there is no other Go 1.19 to test with, so no test is passed over
 */
export function debianGo(): string {
  const kept = path.join(KEPT, 'debian-go-1.19')
  const goroot = path.join(kept, 'usr/lib/go-1.19')
  if (fs.existsSync(path.join(goroot, 'bin/go'))) return goroot
  fs.mkdirSync(KEPT, { recursive: true })
  const folder = fs.mkdtempSync(path.join(KEPT, 'debian-'))
  try {
    execFileSync('apt-get', ['download', ...PACKAGES], { cwd: folder, stdio: 'pipe' })
    for (const name of fs.readdirSync(folder).filter((each) => each.endsWith('.deb'))) {
      execFileSync('dpkg', ['-x', path.join(folder, name), path.join(folder, 'root')])
      fs.rmSync(path.join(folder, name))
    }
    fs.rmSync(kept, { recursive: true, force: true })
    fs.renameSync(path.join(folder, 'root'), kept)
  } catch (error) {
    const hint = 'This test needs Debian 12 with its package lists (apt-get update).'
    throw new Error(`Cannot get ${PACKAGES.join(' and ')}. ${hint}`, { cause: error })
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
  return goroot
}
