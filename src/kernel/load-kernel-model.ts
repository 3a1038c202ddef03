import { readFileSync } from 'node:fs'
import { type KernelModel, parseKernelModel } from './kernel-model.js'

/** Reads the project's own data files. The bundler carries a file along when it sees its name in such an URL. */
export function loadKernelModel(): KernelModel {
  return parseKernelModel({
    syscalls: readFileSync(new URL('./data/syscalls.csv', import.meta.url), 'utf8'),
    options: readFileSync(new URL('./data/options.csv', import.meta.url), 'utf8'),
    paths: readFileSync(new URL('./data/paths.csv', import.meta.url), 'utf8'),
    lines: readFileSync(new URL('./data/lines.csv', import.meta.url), 'utf8'),
    contents: readFileSync(new URL('./data/contents.csv', import.meta.url), 'utf8'),
    profiles: readFileSync(new URL('./data/profiles.csv', import.meta.url), 'utf8'),
  })
}
