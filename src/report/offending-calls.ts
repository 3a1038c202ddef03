import { OTHER_MULTIPLEXERS } from '../judge/rules/multiplexer-not-epoll.js'
import type { ReportArtifact, ReportCallPlace } from './report.js'
import { countedFindings } from './verdict-words.js'

/** A system call that a finding speaks of, and a place in the code that makes it. */
export interface OffendingCall {
  readonly syscall: string
  readonly place: ReportCallPlace
}

/** Calls that count against the program, the gravest finding first, with the places outside of Go's own code. */
export function offendingCalls(artifact: ReportArtifact): readonly OffendingCall[] {
  const names = [...new Set(countedFindings(artifact).flatMap(({ rule }) => namesOf(rule, artifact)))]
  return names.flatMap((name) => placesOf(name, artifact).map((place) => ({ syscall: name, place })))
}

function namesOf(rule: string, { surface, boot, reach }: ReportArtifact): readonly string[] {
  const made =
    boot?.trace?.programs.find(({ isArtifact }) => isArtifact)?.syscalls.map(({ name }) => name) ?? []
  switch (rule) {
    case 'syscall-required':
      return requiredNames(surface)
    case 'io-uring-used':
      return made.filter((name) => name.startsWith('io_uring_'))
    case 'multiplexer-not-epoll':
      return made.filter((name) => (OTHER_MULTIPLEXERS as readonly string[]).includes(name))
    case 'syscall-reachable':
      return reach?.syscalls.filter(({ offered }) => !offered).map(({ name }) => name) ?? []
    default:
      return []
  }
}

/** What it cannot do without, or, when that is not proven, what may be it. */
function requiredNames(surface: ReportArtifact['surface']): readonly string[] {
  const own = surface?.refused.filter(({ id, byChild }) => id.startsWith('syscall:') && !byChild) ?? []
  const required = own.filter(({ state }) => state === 'required')
  const meant = required.length > 0 ? required : own.filter(({ state }) => state === 'unknown')
  return meant.map(({ id }) => id.slice('syscall:'.length))
}

function placesOf(name: string, { reach }: ReportArtifact): readonly ReportCallPlace[] {
  const places = reach?.syscalls.find((call) => call.name === name)?.places ?? []
  return places.filter(({ probe, origin }) => probe === null && origin !== 'runtime')
}
