import type { KernelProfile, SurfaceId } from '../kernel/kernel-profile.js'
import { contentId, UNAME } from '../kernel/surface-id.js'
import type { Architecture } from '../kernel/syscall-table.js'
import type { ProgramTrace, TraceSummary } from '../trace/trace-summary.js'
import { surfaceUses } from './surface-uses.js'

/**
 * What may have made a program fail under the target's surface: all that was refused to it or to what it started, the
 * last first, then what it read of the kernel's name and files, which is answered otherwise rather than refused.
 * @param architecture of the artifact, which ran as `programPath`
 */
export function suspectsOf(
  trace: TraceSummary,
  profile: KernelProfile,
  architecture: Architecture,
  programPath: string,
): readonly SurfaceId[] {
  // What it starts may be built for another architecture, and the trace does not tell.
  const architecturesOf = ({ path }: ProgramTrace): readonly Architecture[] =>
    path === programPath ? [architecture] : profile.architectures
  const refused = trace.programs
    .flatMap((program) => surfaceUses(program, profile, ...architecturesOf(program)))
    .filter((use) => use.absence.kind === 'refused' && Object.keys(use.errors).length > 0)
    .sort((a, b) => b.firstLine - a.firstLine)
    .map((use) => use.id)
  const read = trace.programs.flatMap((program) => readOtherwise(program, profile))
  return [...new Set([...refused, ...read])]
}

function readOtherwise({ paths, syscalls }: ProgramTrace, profile: KernelProfile): SurfaceId[] {
  const contents = profile.contents
    .filter((content) => paths.some(({ pattern }) => pattern === content.path))
    .map((content) => contentId(content.path))
  return [...contents, ...(syscalls.some(({ name }) => name === 'uname') ? [UNAME] : [])]
}
