import * as path from 'node:path'
import { openImageCache } from '../cache/image-cache.js'
import { cacheDirectory } from '../cache-directory.js'
import { GateError } from '../errors.js'
import type { GateContext } from '../gate-context.js'
import { DEFAULT_IMAGES } from '../input-table.js'
import type { Options } from '../inputs.js'
import type { KernelProfile } from '../kernel/kernel-profile.js'
import { type Machine, machineOfNode } from '../kernel/machine.js'
import { projectRoot } from '../project-root.js'
import type { GoToolchain } from '../setup/go-toolchain.js'
import { loadAgent } from './agent.js'
import type { Engine } from './engine.js'
import { type HostStrace, loadHostStrace } from './host-strace.js'
import { selectEngine } from './select-engine.js'

/** An engine together with what goes into every boot in it. */
export interface OpenEngine {
  readonly engine: Engine
  readonly host: Machine
  /** Path of the built agent on the host. */
  readonly agent: string
  /** Null: the image's own strace is used. */
  readonly strace: HostStrace | null
}

/** @throws GateError when no engine works, or strace or the agent cannot be had */
export async function openEngine(
  options: Options,
  profile: KernelProfile,
  go: GoToolchain,
  { log, env, cache, temporaryDirectory }: GateContext,
): Promise<OpenEngine> {
  const host = machineOfNode(process.arch)
  if (!host) throw unsupportedHost(process.arch)
  return log.step('Open the engine', async () => {
    const images = imagesFor(options, profile)
    const imageCache = openImageCache(cache, temporaryDirectory)
    const engine = await selectEngine(options.engine, images, options.privileges, imageCache, log)
    const strace = options.strace === 'image' ? null : await loadHostStrace(env.PATH ?? '')
    if (!strace && engine.name === 'sandbox') throw noImageStrace()
    const source = path.join(projectRoot(), 'agent')
    const agent = await loadAgent(source, go, host.goarch, cacheDirectory(env), cache)
    return { engine, host, agent, strace }
  })
}

/** The user's image, else those of the target, else CentOS 7.9, whose userland is older than that of most targets. */
function imagesFor(options: Options, profile: KernelProfile): readonly string[] {
  if (options.image !== '') return [options.image]
  return profile.images.length > 0 ? profile.images : DEFAULT_IMAGES
}

function unsupportedHost(arch: string): GateError {
  return new GateError({
    stage: 'boot',
    code: 'unsupported-host',
    fault: 'user',
    message: `This machine's architecture ${arch} is not supported.`,
    hint: 'Run the gate on x86_64 or arm64 Linux.',
  })
}

function noImageStrace(): GateError {
  return new GateError({
    stage: 'boot',
    code: 'no-image',
    fault: 'user',
    message: 'strace: image was asked for, but the sandbox engine has no image.',
    hint: 'Say strace: host, or choose engine: docker or podman.',
  })
}
