// Bundles src/main.ts, src/post.ts and the cache worker into dist/. With --check: bundles into a temporary folder and compares.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from './ensure.mjs'

const ENTRIES = { 'src/main.ts': '.', 'src/post.ts': 'post', 'src/cache/cache-worker.ts': 'cache' }

function bundle(target) {
  for (const [entry, folder] of Object.entries(ENTRIES)) {
    const ncc = path.join(root, 'node_modules', '.bin', 'ncc')
    const args = [
      'build',
      entry,
      '--out',
      path.join(target, folder),
      '--minify',
      '--license',
      'licenses.txt',
      '--no-cache',
      '--quiet',
    ]
    const { status } = spawnSync(ncc, args, { cwd: root, stdio: ['ignore', 2, 2] })
    if (status !== 0) process.exit(status ?? 2)
  }
}

function files(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()
}

const fresh = mkdtempSync(path.join(os.tmpdir(), 'legacy-kernel-gate-dist-'))
const dist = path.join(root, 'dist')
try {
  bundle(fresh)
  if (!process.argv.includes('--check')) {
    chmodSync(fresh, 0o755)
    rmSync(dist, { recursive: true, force: true })
    cpSync(fresh, dist, { recursive: true })
  } else {
    const names = [...new Set([...files(fresh), ...files(dist)])]
    const read = (folder, name) => {
      try {
        return readFileSync(path.join(folder, name), 'latin1')
      } catch {
        return null
      }
    }
    const stale = names.filter((name) => read(fresh, name) !== read(dist, name))
    if (stale.length > 0) {
      process.stderr.write(`dist/ is not what src/ makes: ${stale.join(', ')}. Run: npm run build\n`)
      process.exitCode = 1
    }
  }
} finally {
  rmSync(fresh, { recursive: true, force: true })
}
