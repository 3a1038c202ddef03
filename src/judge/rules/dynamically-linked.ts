import type { Rule } from '../rule.js'

/** Loaders of glibc, per architecture (glibc 2.17, sysdeps/unix/sysv/linux/*\/ldsodefs or ABI documents). */
const GLIBC_LOADERS = [
  '/lib64/ld-linux-x86-64.so.2',
  '/lib/ld-linux.so.2',
  '/lib/ld-linux-aarch64.so.1',
  '/lib64/ld64.so.2',
  '/lib64/ld64.so.1',
]

/** Libraries of the packages glibc and libgcc, which every such system has. */
const BASE_LIBRARIES =
  /^(ld-linux.*\.so\.\d|libc\.so\.6|libpthread\.so\.0|libdl\.so\.2|librt\.so\.1|libm\.so\.6|libresolv\.so\.2|libutil\.so\.1|libnsl\.so\.1|libcrypt\.so\.1|libgcc_s\.so\.1)$/

export const dynamicallyLinked: Rule = {
  id: 'dynamically-linked',
  title: 'The file needs a loader and libraries of the target',
  check({ inspection, profile }) {
    if (inspection.static) return []
    const { interpreter, needed } = inspection.elf
    const foreignLoader = interpreter !== null && !GLIBC_LOADERS.includes(interpreter)
    const foreign = needed.filter((library) => !BASE_LIBRARIES.test(library))
    const evidence = [
      `interpreter: ${interpreter ?? 'none'}`,
      ...needed.map((library) => `needed: ${library}`),
    ].slice(0, 10)
    if (foreignLoader) {
      const message = `The file needs the loader ${interpreter}, which ${profile.title} does not have.`
      return [{ level: 'error', message, fix: 'Build with CGO_ENABLED=0, or link against glibc.', evidence }]
    }
    const more = foreign.length > 0 ? `, and ${foreign.join(', ')} are not in every such system` : ''
    return [
      {
        level: 'warning',
        message: `The file is dynamically linked: it runs on the target's libraries${more}.`,
        fix: 'Build with CGO_ENABLED=0 (tags netgo,osusergo), or build inside an image of the target.',
        evidence,
      },
    ]
  },
}
