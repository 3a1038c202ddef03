import {
  compareKernelVersions,
  parseKernelVersion,
  renderKernelVersion,
} from '../../kernel/kernel-version.js'
import type { Rule } from '../rule.js'

/** The system number of Linux in the note. */
const LINUX = 0

/*
 * Who reads the note: glibc before 2.36, of the libraries that it loads (open_verify in elf/dl-load.c), not of the
 * program that the kernel has started. The C library inside a static program is the one that the note speaks of.
 */
export const abiNoteTooNew: Rule = {
  id: 'abi-note-too-new',
  title: 'The C library that the file was linked with does not support the target kernel',
  check({ inspection, profile }) {
    const { abiTag, interpreter } = inspection.elf
    const kernel = abiTag?.os === LINUX ? parseKernelVersion(abiTag.kernel) : null
    if (abiTag === null || kernel === null || compareKernelVersions(kernel, profile.base) <= 0) return []
    const asks = `${abiTag.kernel} or later; ${profile.title} is ${renderKernelVersion(profile.base)}`
    const evidence = [`.note.ABI-tag: Linux ${abiTag.kernel}`]
    const fix =
      'Build with CGO_ENABLED=0 (Go itself leaves no such note), or link inside an image of the target.'
    if (inspection.static) {
      const message = `The C library inside the static file asks for Linux ${asks}: it ends at its start with "kernel too old", or uses what that kernel lacks.`
      return [{ level: 'error', message, fix, evidence }]
    }
    const loader = interpreter === null ? 'the loader' : interpreter
    const message = `The file was linked with a C library for Linux ${asks}. The target's ${loader} starts it all the same, but refuses libraries with such a note.`
    return [{ level: 'warning', message, fix, evidence }]
  },
}
