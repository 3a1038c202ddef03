import { readFileSync } from 'node:fs'
import { type KnownCode, parseKnownCode } from './known-code.js'

/** Reads the project's own data files; the bundler carries them along. */
export function loadKnownCode(): KnownCode {
  return parseKnownCode({
    probes: readFileSync(new URL('./data/go-probes.csv', import.meta.url), 'utf8'),
    modules: readFileSync(new URL('./data/modules.csv', import.meta.url), 'utf8'),
  })
}
