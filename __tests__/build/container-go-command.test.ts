import { describe, expect, it } from '@jest/globals'
import { cgoRecipe, missingPackages } from '../../src/build/cgo-recipe.js'
import { containerRunPrefix, outermost, renderEnvironmentFile } from '../../src/build/container-go-command.js'

const REQUEST = {
  engine: 'docker',
  image: 'sha256:abc',
  runId: 'run-1',
  mounts: { readable: ['/go', '/src dir'], writable: ['/cache'] },
  environmentFile: '/tmp/env',
  directory: '/src dir/app',
  uid: 1001,
  gid: 1002,
} as const

describe('containerRunPrefix', () => {
  it('gives the whole command', () => {
    expect(containerRunPrefix(REQUEST, '/go/bin/go')).toEqual([
      'run',
      '--rm',
      '--label=legacy-kernel-gate=run-1',
      '--label=legacy-kernel-gate.build=run-1',
      '--pull=never',
      '--log-driver=none',
      '--network=none',
      '--user=1001:1002',
      '--cap-drop=ALL',
      '--security-opt=no-new-privileges',
      '--security-opt=label=disable',
      '--env-file=/tmp/env',
      '--mount=type=bind,source=/go,destination=/go,readonly',
      '--mount=type=bind,source=/src dir,destination=/src dir,readonly',
      '--mount=type=bind,source=/cache,destination=/cache',
      '--workdir=/src dir/app',
      '--entrypoint=/go/bin/go',
      'sha256:abc',
    ])
  })

  it("Podman's root is the one that runs the gate", () => {
    expect(containerRunPrefix({ ...REQUEST, engine: 'podman' }, 'gcc')).toContain('--user=0:0')
  })

  it.each(['/a,b', '/a"b'])('refuses the folder %s, which would be read as more options', (folder) => {
    const mounts = { readable: [folder], writable: [] }
    expect(() => containerRunPrefix({ ...REQUEST, mounts }, 'gcc')).toThrow(
      expect.objectContaining({ code: 'bad-build-path' }),
    )
  })
})

it('outermost leaves out what lies in another folder', () => {
  expect(outermost(['/a/b', '/a', '/ab', '', '/', '/a'])).toEqual(['/a', '/ab'])
})

it('renderEnvironmentFile', () => {
  expect(renderEnvironmentFile({ A: '1 "x"', B: undefined, C: 'two\nlines', D: '' })).toBe('A=1 "x"\nD=\n')
})

describe('cgoRecipe', () => {
  it('installs gcc and what was asked for, each once, from the vault', () => {
    const recipe = cgoRecipe('sha256:base', ['sqlite-devel', 'gcc', 'sqlite-devel'], 'amd64')
    expect(recipe.yumArgs.slice(-3)).toEqual(['install', 'gcc', 'sqlite-devel'])
    expect(recipe.repositories).toContain('baseurl=https://vault.centos.org/7.9.2009/os/x86_64/\n')
    expect(recipe.repositories.match(/gpgcheck=1/g)).toHaveLength(2)
    expect(cgoRecipe('b', [], 'arm64').repositories).toContain('/altarch/7.9.2009/updates/aarch64/')
  })

  it('names the image by all that goes into it', () => {
    const tags = [
      cgoRecipe('a', [], 'amd64').tag,
      cgoRecipe('b', [], 'amd64').tag,
      cgoRecipe('a', ['x'], 'amd64').tag,
      cgoRecipe('a', [], 'arm64').tag,
    ]
    expect(new Set(tags).size).toBe(4)
    expect(cgoRecipe('a', ['y', 'x'], 'amd64').tag).toBe(cgoRecipe('a', ['x', 'y', 'gcc'], 'amd64').tag)
  })

  it('hears what yum passes over', () => {
    expect(missingPackages('x\nNo package nope-devel available.\nComplete!\n')).toEqual(['nope-devel'])
    expect(missingPackages('Complete!\n')).toEqual([])
  })
})
