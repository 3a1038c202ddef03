import { describe, expect, it } from '@jest/globals'
import { GateError } from '../../src/errors.js'
import { loadKernelModel } from '../../src/kernel/load-kernel-model.js'
import { loadTarget } from '../../src/kernel/load-target.js'
import { checkArchitecture, resolveTarget, targetNames } from '../../src/kernel/target.js'

const model = loadKernelModel()

function errorOf(run: () => unknown): GateError {
  try {
    run()
  } catch (error) {
    if (error instanceof GateError) return error
  }
  throw new Error('no GateError')
}

describe('resolveTarget', () => {
  it.each(targetNames(model))('knows %s', (id) => {
    const profile = resolveTarget(id, model)
    expect(profile.id).toBe(id)
    expect(profile.syscalls.x86_64.size).toBeGreaterThan(290)
    expect(profile.release).toMatch(/^\d+\.\d+/)
  })

  it.each([
    ['el77', 'Did you mean el7?'],
    ['ubuntu-2204', 'Did you mean ubuntu-22.04?'],
    ['linux-3.100', 'Did you mean linux-3.10?'],
    ['centos-7', 'Did you mean centos7?'],
  ])('%s: %s', (text, nearest) => {
    const error = errorOf(() => resolveTarget(text, model))
    expect(error).toMatchObject({ stage: 'inputs', code: 'unknown-target', fault: 'user' })
    expect(error.message).toBe(`Input target: there is no kernel "${text}". ${nearest}`)
    expect(error.hint).toMatch(/^Known are el7, el7\.8, .*linux-X\.Y .* profile files/)
  })

  it('suggests nothing for what is near to nothing', () => {
    expect(errorOf(() => resolveTarget('windows', model)).message).toBe(
      'Input target: there is no kernel "windows".',
    )
  })

  it('says that el7 has no arm64 kernel', () => {
    const error = errorOf(() => checkArchitecture(resolveTarget('el7', model), 'arm64'))
    expect(error.message).toBe(
      'RHEL/CentOS 7.9 (3.10.0-1160.el7) does not exist for arm64, only for x86_64 and i386.',
    )
    expect(error.hint).toContain('4.14')
  })
})

describe('loadTarget', () => {
  it('takes a name', async () => expect((await loadTarget('linux-3.10', model)).id).toBe('linux-3.10'))

  it('says that a file is not there', async () => {
    await expect(loadTarget('./no-such.yml', model)).rejects.toMatchObject({
      code: 'unreadable-profile',
      message: expect.stringContaining('./no-such.yml cannot be read: ENOENT'),
    })
  })
})
