import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import type { Policy } from '../../src/policy/policy.js'
import { parsePolicyFile } from '../../src/policy/policy-file.js'

const MODEL = loadKernelModel()
export const TODAY = '2026-11-24'
export const SOURCE = { path: '.legacy-kernel.yml', directory: '/repo', digest: `sha256:${'ab'.repeat(32)}` }

export function policy(text: string, today = TODAY): Policy {
  return parsePolicyFile(text, SOURCE, { today, model: MODEL })
}
