import { compareVersions } from '../inspect/glibc.js'
import type { VersionNeed } from '../inspect/inspection.js'
import type { KernelProfile } from '../kernel/kernel-profile.js'

/** The highest symbol versions of a system's libstdc++.so.6 and libgcc_s.so.1. */
interface GccRuntime {
  /** The release of gcc that both come from. */
  readonly gcc: string
  readonly highest: Readonly<Record<string, string>>
}

/**
 * By the el family's major release. Which gcc has which version: "ABI Policy and Guidelines" of the libstdc++ manual;
 * that EL7's libstdc++ is 6.0.19, with GLIBCXX_3.4.19 and CXXABI_1.3.7: EOSIO/eosio.cdt issue 252.
 */
const RUNTIMES: Readonly<Record<string, GccRuntime>> = {
  el7: { gcc: '4.8.5', highest: { GLIBCXX: '3.4.19', CXXABI: '1.3.7', GCC: '4.8.0' } },
  el8: { gcc: '8.5', highest: { GLIBCXX: '3.4.25', CXXABI: '1.3.11', GCC: '7.0.0' } },
  el9: { gcc: '11', highest: { GLIBCXX: '3.4.29', CXXABI: '1.3.13', GCC: '7.0.0' } },
}

/** `GLIBCXX_3.4.21`, `CXXABI_1.3.8`, `GCC_7.0.0`; not `CXXABI_TM_1`. */
const RUNTIME_VERSION = /^(GLIBCXX|CXXABI|GCC)_(\d{1,9}(?:\.\d{1,9})*)$/

const LIBRARIES = ['libstdc++.so.6', 'libgcc_s.so.1']

/** What the file asks of libstdc++ and libgcc, and the target's own do not have. */
export interface MissingRuntime {
  readonly gcc: string
  readonly missing: readonly { readonly library: string; readonly version: string }[]
}

/** Null when nothing is missing, or the target's gcc is not known. Weak versions do not count. */
export function missingRuntime(
  verneed: readonly VersionNeed[],
  profile: Pick<KernelProfile, 'id'>,
): MissingRuntime | null {
  const runtime = RUNTIMES[/^el\d+/.exec(profile.id)?.[0] ?? '']
  if (runtime === undefined) return null
  const missing = verneed
    .filter(({ library }) => LIBRARIES.includes(library))
    .flatMap(({ library, versions }) =>
      versions.filter((version) => isAbove(version, runtime)).map((version) => ({ library, version })),
    )
  return missing.length === 0 ? null : { gcc: runtime.gcc, missing }
}

function isAbove(symbolVersion: string, { highest }: GccRuntime): boolean {
  const [, name = '', number = ''] = RUNTIME_VERSION.exec(symbolVersion) ?? []
  const limit = highest[name]
  return limit !== undefined && compareVersions(number, limit) > 0
}
