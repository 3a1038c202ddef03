import { readFileSync } from 'node:fs'
import * as path from 'node:path'
import { projectRoot } from './project-root.js'

/** Version of this project, from its package.json. */
export function loadVersion(): string {
  return JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')).version
}
