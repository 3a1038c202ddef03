import { GateError } from '../errors.js'
import type { KernelModel } from './kernel-model.js'
import type { KernelProfile } from './kernel-profile.js'
import { renderKernelVersion } from './kernel-version.js'
import { didYouMean } from './nearest.js'
import { resolveProfile } from './resolve-profile.js'
import type { Architecture } from './syscall-table.js'

/** A target with a slash or with one of these endings is a profile file of the user's. */
export const PROFILE_FILE = /\/|\.(ya?ml|json)$/

/**
 * The kernel that the input `target` names.
 * @throws GateError that lists the names, and the nearest one, when there is no such kernel.
 */
export function resolveTarget(text: string, model: KernelModel): KernelProfile {
  const profile = resolveProfile(model, text.trim())
  if (profile) return profile
  const names = targetNames(model)
  throw new GateError({
    stage: 'inputs',
    code: 'unknown-target',
    fault: 'user',
    message: `Input target: there is no kernel "${text}".${didYouMean(text, [...names, ...aliases(model)])}`,
    hint: `Known are ${names.join(', ')}, linux-X.Y for every release from 2.6.32 to ${renderKernelVersion(model.newest)}, and profile files (./kernel.yml).`,
  })
}

/** Ids of the named kernels, in the order of data/profiles.csv. */
export function targetNames(model: KernelModel): readonly string[] {
  return model.profiles.map(({ id }) => id)
}

function aliases(model: KernelModel): string[] {
  return [...model.profiles.flatMap((profile) => profile.aliases), 'linux-3.10']
}

/** @throws GateError when the kernel never existed for an architecture. */
export function checkArchitecture(profile: KernelProfile, architecture: Architecture): void {
  if (profile.architectures.includes(architecture)) return
  throw new GateError({
    stage: 'inputs',
    code: 'no-such-kernel',
    fault: 'user',
    message: `${profile.title} does not exist for ${architecture}, only for ${profile.architectures.join(' and ')}.`,
    hint:
      architecture === 'arm64' && profile.id.startsWith('el7')
        ? 'RHEL 7 for ARM shipped a 4.14 kernel: take target linux-4.14, or build for amd64.'
        : 'Choose another target, or build for one of these.',
  })
}
