import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'

interface LockEntry {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

type Packages = Readonly<Record<string, LockEntry>>

/** By Node's rule: in the package's own node_modules, or in one above it. */
function isLocked(packages: Packages, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true
    if (folder === '') return false
  }
}

// `npm ci` refuses a lock that lacks one package, be it an optional one of another platform. An `npm install` against
// a registry that has not all of them writes such a lock.
it.each(['package-lock.json', '__tests__/nodes/package-lock.json'])('%s is whole', (file) => {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Packages }
  const missing = Object.entries(packages).flatMap(([from, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.devDependencies, ...entry.optionalDependencies })
      .filter((name) => !isLocked(packages, from, name))
      .map((name) => `${from} needs ${name}`),
  )
  expect(missing).toEqual([])
  expect(Object.keys(packages).length).toBeGreaterThan(2)
})
