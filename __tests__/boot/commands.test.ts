import { describe, expect, it } from '@jest/globals'
import { containerRunArgs } from '../../src/boot/container-command.js'
import { parseLibraryList, parseStraceVersion } from '../../src/boot/host-strace.js'
import { isTargetUserland } from '../../src/boot/os-release.js'
import { sandboxArgs } from '../../src/boot/sandbox-command.js'
import { type Staging, tracerCommand } from '../../src/boot/staging.js'

const STAGING: Staging = {
  id: 'boot-1',
  runId: 'run-1',
  directory: '/tmp/run-1/boot-1',
  programPath: '/gate/bin/app',
}

describe('containerRunArgs', () => {
  const confinement = {
    memoryBytes: 2 ** 30,
    pids: 100,
    privileges: 'none',
    seccomp: '/tmp/run-1/seccomp.json',
  } as const
  const args = containerRunArgs('image@sha256:0', STAGING, confinement)

  it.each([
    '--network=none',
    '--read-only',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    '--security-opt=seccomp=/tmp/run-1/seccomp.json',
    '--user=65534:65534',
    '--memory=1073741824',
    '--memory-swap=1073741824',
    '--pids-limit=100',
    '--pull=never',
    '--log-driver=none',
    '--label=legacy-kernel-gate=run-1',
  ])('has %s', (argument) => expect(args).toContain(argument))

  it('mounts nothing but the staged folder, read-only, and passes no environment', () => {
    expect(args.filter((argument) => /^--(volume|mount)/.test(argument))).toEqual([
      '--volume=/tmp/run-1/boot-1/gate:/gate:ro,z',
    ])
    expect(
      args.some((argument) => /^(-e|--env|--privileged|--cap-add|--device|--pid=|--ipc)/.test(argument)),
    ).toBe(false)
  })

  it('makes the program root of its container and no more when privileges are asked for', () => {
    const privileged = containerRunArgs('image', STAGING, { ...confinement, privileges: 'root' })
    expect(privileged).toContain('--user=0:0')
    expect(privileged).toContain('--security-opt=no-new-privileges')
    expect(privileged.some((argument) => /^--(privileged|cap-add)/.test(argument))).toBe(false)
  })

  it('ends with the image, so that nothing after it is an argument of the agent', () => {
    expect(args.at(-1)).toBe('image@sha256:0')
  })
})

describe('sandboxArgs', () => {
  const folders = [
    { path: '/usr', link: null },
    { path: '/lib', link: 'usr/lib' },
  ]
  const args = sandboxArgs(folders, STAGING, 'none')

  it('binds the given system folders and the staged ones only', () => {
    const bound = args.flatMap((argument, i) => (argument === '--ro-bind' ? [args[i + 2]] : []))
    expect(bound).toEqual(['/usr', '/etc/passwd', '/etc/group', '/etc/hosts', '/gate'])
    expect(args.some((argument) => argument === '--bind' || argument === '--dev-bind')).toBe(false)
  })

  it('drops all rights and every namespace of the host', () => {
    for (const option of [
      '--unshare-user',
      '--unshare-pid',
      '--unshare-net',
      '--clearenv',
      '--die-with-parent',
      '--new-session',
    ]) {
      expect(args).toContain(option)
    }
    expect(args.join(' ')).toContain('--cap-drop ALL')
    expect(args.slice(-2)).toEqual(['--', '/gate/agent'])
  })

  it('gives privileges inside the user namespace only', () => {
    const privileged = sandboxArgs(folders, STAGING, 'root')
    expect(privileged.join(' ')).toContain('--cap-add ALL --uid 0 --gid 0')
    expect(privileged).toContain('--unshare-user')
  })
})

describe('host strace', () => {
  it('reads versions of both dialects', () => {
    expect(parseStraceVersion('strace -- version 6.1\nCopyright (c)')).toBe('6.1')
    expect(parseStraceVersion('strace -- version 4.24\n')).toBe('4.24')
    expect(parseStraceVersion('busybox')).toBeNull()
  })

  it('reads what the loader lists', () => {
    const text =
      '\tlinux-vdso.so.1 (0x00007ffd)\n\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1e)\n\t/lib64/ld-linux-x86-64.so.2 (0x00007f)\n'
    expect(parseLibraryList(text)).toEqual(['/lib/x86_64-linux-gnu/libc.so.6'])
  })

  it('runs through its own loader', () => {
    const strace = {
      version: '6.1',
      program: '/usr/bin/strace',
      loader: '/lib64/ld-linux-x86-64.so.2',
      files: [],
    }
    expect(tracerCommand(strace)).toEqual([
      '/gate/strace/ld-linux-x86-64.so.2',
      '--library-path',
      '/gate/strace',
      '/gate/strace/strace',
      ...['-f', '-q', '-ttt', '-s', '128'],
    ])
  })
})

describe('isTargetUserland', () => {
  it.each([
    ['ID="centos"\nVERSION_ID="7"\n', true],
    ['NAME=x\nID="rhel"\nVERSION_ID="7.9"', true],
    ['ID="centos"\nVERSION_ID="8"\n', false],
    ['ID=debian\nVERSION_ID="7"\n', false],
    ['ID="centos"\nVERSION_ID="72"\n', false],
    ['', false],
  ])('%j: %s', (text, expected) => expect(isTargetUserland(text)).toBe(expected))
})
