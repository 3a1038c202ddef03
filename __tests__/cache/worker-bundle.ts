import * as path from 'node:path'
import { build } from 'esbuild'
import type { CacheWorker } from '../../src/cache/ask-cache-worker.js'

/** The worker from source as one file, with the real @actions/cache. */
export async function bundleWorker(directory: string): Promise<CacheWorker> {
  const file = path.join(directory, 'cache-worker.mjs')
  await build({
    entryPoints: [path.resolve('src/cache/cache-worker.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // The package tells its errors apart by the names of their classes.
    keepNames: true,
    logLevel: 'error',
    banner: {
      js: "import * as nodeModule from 'node:module'\nconst require = nodeModule.createRequire(import.meta.url)",
    },
  })
  return { file, execArgv: [] }
}
