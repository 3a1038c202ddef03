import { createHash } from 'node:crypto'

/** How an image with gcc is made from CentOS 7. */
export interface CgoRecipe {
  /** Name of the local image, by the digest of all that goes into it. */
  readonly tag: string
  /** A file for /etc/yum.repos.d. */
  readonly repositories: string
  /** Arguments of yum. */
  readonly yumArgs: readonly string[]
}

/**
 * EL7's packages moved to the vault in July 2024; the mirror list that the image names is dead. The packages are
 * signed, and yum checks them against the key in the image, so plain HTTP will do where TLS no longer does.
 * @param baseId of the image, as the engine names it
 * @param packages beside gcc
 */
export function cgoRecipe(
  baseId: string,
  packages: readonly string[],
  architecture: 'amd64' | 'arm64',
): CgoRecipe {
  const repositories = ['os', 'updates'].map((name) => repository(name, architecture)).join('\n')
  const wanted = ['gcc', ...[...new Set(packages)].sort().filter((name) => name !== 'gcc')]
  const yumArgs = [
    '--assumeyes',
    '--disableplugin=fastestmirror',
    '--disablerepo=*',
    '--enablerepo=legacy-kernel-gate-*',
    '--setopt=tsflags=nodocs',
    'install',
    ...wanted,
  ]
  const digest = createHash('sha256')
    .update(JSON.stringify([baseId, repositories, yumArgs]))
    .digest('hex')
  return { tag: `localhost/legacy-kernel-gate-cgo:${digest.slice(0, 24)}`, repositories, yumArgs }
}

function repository(name: string, architecture: 'amd64' | 'arm64'): string {
  const [root, folder, key] =
    architecture === 'amd64'
      ? ['7.9.2009', 'x86_64', 'RPM-GPG-KEY-CentOS-7']
      : ['altarch/7.9.2009', 'aarch64', 'RPM-GPG-KEY-CentOS-7-aarch64']
  return [
    `[legacy-kernel-gate-${name}]`,
    `name=CentOS 7.9.2009 ${name}`,
    `baseurl=https://vault.centos.org/${root}/${name}/${folder}/`,
    `  http://vault.centos.org/${root}/${name}/${folder}/`,
    'failovermethod=priority',
    'enabled=1',
    'gpgcheck=1',
    `gpgkey=file:///etc/pki/rpm-gpg/${key}`,
    ...(architecture === 'amd64' ? [] : ['  file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7']),
    '',
  ].join('\n')
}

/**
 * What yum could not find. EL7's yum ends with 0 when it installed something else that was asked for.
 * @param output of yum
 */
export function missingPackages(output: string): readonly string[] {
  return [...output.matchAll(/^No package (\S+) available\.?\s*$/gm)].map(([, name = '']) => name)
}
