import type { CallingPlace, ReachedSyscall } from '../judge/reach-account.js'
import type { ReportReach } from './report.js'

type ReportOrigin = ReportReach['origins'][number]
type Whose = ReportOrigin['whose']

const ORDER: readonly Whose[] = ['runtime', 'std', 'main', 'module', 'x-sys', 'unknown']
const X_SYS = /^golang\.org\/x\/sys\//

/** Who can make which system calls: Go itself, the program, its modules by themselves, and through golang.org/x/sys. */
export function originsOf(syscalls: readonly ReachedSyscall[]): readonly ReportOrigin[] {
  const groups = new Map<
    string,
    { whose: Whose; module: string | null; calls: Map<string, boolean>; places: number }
  >()
  for (const { name, offered, places } of syscalls) {
    for (const place of places) {
      const whose = whoseOf(place)
      const module = whose === 'runtime' || whose === 'std' ? null : place.by
      const key = `${whose} ${module ?? ''}`
      const group = groups.get(key) ?? { whose, module, calls: new Map(), places: 0 }
      groups.set(key, group)
      group.places++
      group.calls.set(name, (group.calls.get(name) ?? false) || (!offered && place.probe === null))
    }
  }
  return [...groups.values()]
    .sort((a, b) => rank(a) - rank(b) || ((a.module ?? '') < (b.module ?? '') ? -1 : 1))
    .map(({ whose, module, calls, places }) => ({
      whose,
      module,
      syscalls: calls.size,
      places,
      lacking: [...calls].flatMap(([name, lacks]) => (lacks ? [name] : [])),
    }))
}

function whoseOf({ origin, package: importPath }: CallingPlace): Whose {
  if (X_SYS.test(importPath)) return 'x-sys'
  return origin === 'dependency' ? 'module' : origin
}

function rank({ whose }: { readonly whose: Whose }): number {
  return ORDER.indexOf(whose)
}
