import { parseCompileErrors } from './compile-errors.js'
import type { ConstraintCheck } from './source-account.js'

/**
 * Reads what `go vet -buildtag` prints. Lines that begin with `vet:` are the checker's own trouble, such as a test that
 * does not compile; the same goes for a failure without a place.
 * @param code its exit code; null when it was ended
 * @param directory absolute folder in which go ran
 * @param workspace absolute folder
 */
export function parseConstraintCheck(
  code: number | null,
  output: string,
  directory: string,
  workspace: string,
): ConstraintCheck {
  if (code === 0) return { wrong: [], trouble: null }
  if (code === null) return { wrong: [], trouble: 'it did not end in time' }
  const lines = output.split('\n')
  const findings = lines.filter((line) => !line.startsWith('vet:')).join('\n')
  const wrong = parseCompileErrors(findings, directory, workspace).filter(({ message }) =>
    BUILDTAG.test(message),
  )
  if (wrong.length > 0) return { wrong, trouble: null }
  const telling = lines.find((line) => line.startsWith('vet:')) ?? lines.find((line) => /^[^#\s]/.test(line))
  return { wrong, trouble: telling?.slice(0, 300) ?? `it ended with exit code ${code}` }
}

/** All that the analyzer says names one of these (golang.org/x/tools/go/analysis/passes/buildtag, Go 1.13 to 1.27). */
const BUILDTAG = /build|constraint/i
