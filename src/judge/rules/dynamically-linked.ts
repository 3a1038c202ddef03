import type { Facts } from '../facts.js'
import type { Rule } from '../rule.js'

/** Loaders of glibc, by machine (SYSDEP_KNOWN_INTERPRETER_NAMES and shlib-versions of glibc 2.17). */
const GLIBC_LOADERS: Readonly<Record<string, readonly string[]>> = {
  x86_64: ['/lib64/ld-linux-x86-64.so.2'],
  i386: ['/lib/ld-linux.so.2'],
  aarch64: ['/lib/ld-linux-aarch64.so.1'],
  ppc64: ['/lib64/ld64.so.1', '/lib64/ld64.so.2'],
  ppc64le: ['/lib64/ld64.so.2'],
  s390x: ['/lib/ld64.so.1'],
}

/** Libraries of the packages glibc and libgcc, which every such system has. */
const BASE_LIBRARIES =
  /^(ld-linux.*\.so\.\d|libc\.so\.6|libpthread\.so\.0|libdl\.so\.2|librt\.so\.1|libm\.so\.6|libresolv\.so\.2|libutil\.so\.1|libnsl\.so\.1|libcrypt\.so\.1|libgcc_s\.so\.1)$/

export const dynamicallyLinked: Rule = {
  id: 'dynamically-linked',
  title: 'The file needs a loader and libraries of the target',
  check(facts) {
    const { inspection, profile } = facts
    if (inspection.static) return []
    const { interpreter, needed, runpath, machine } = inspection.elf
    const evidence = [
      `interpreter: ${interpreter ?? 'none'}`,
      ...(runpath.length > 0 ? [`runpath: ${runpath.join(':')}`] : []),
      ...needed.map((library) => `needed: ${library}`),
    ].slice(0, 10)
    if (isForeignLoader(facts)) {
      const message = `The file needs the loader ${interpreter}, which ${profile.title} does not have for ${machine}.`
      return [{ level: 'error', message, fix: 'Build with CGO_ENABLED=0, or link against glibc.', evidence }]
    }
    return [
      {
        level: 'warning',
        message: needed.length === 0 ? loaderOnly(facts) : librariesToo(facts),
        fix: 'Build with CGO_ENABLED=0 (tags netgo,osusergo), or build inside an image of the target.',
        evidence,
      },
    ]
  },
}

/** A kernel as such (linux-3.10) tells nothing of the userland, so no loader is foreign to it. */
function isForeignLoader({ inspection: { elf }, expected, profile }: Facts): boolean {
  if (elf.interpreter === null || expected.glibc === '') return false
  // From EL7 on /lib64 is a link to /usr/lib64.
  const merged = /^el([7-9]|\d\d)/.test(profile.id)
  const path = merged ? elf.interpreter.replace(/^\/usr(?=\/lib)/, '') : elf.interpreter
  return !(GLIBC_LOADERS[elf.machine] ?? []).includes(path)
}

function loaderOnly({ inspection: { elf } }: Facts): string {
  return `The file needs no library, yet asks for the loader ${elf.interpreter}: it is position-independent (-buildmode=pie).`
}

function librariesToo({ inspection: { elf } }: Facts): string {
  const foreign = elf.needed.filter((library) => !BASE_LIBRARIES.test(library))
  const more = foreign.length > 0 ? `, and ${foreign.join(', ')} are not in every such system` : ''
  const small =
    elf.machine === 'i386'
      ? ' It is an i386 program: an x86-64 system has those only when glibc.i686 is installed.'
      : ''
  return `The file is dynamically linked: it runs on the target's libraries${more}.${small}`
}
