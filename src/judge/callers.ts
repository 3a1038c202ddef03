import type { Facts } from './facts.js'
import { type CallingPlace, reachAccount } from './reach-account.js'

/** `github.com/x/y v1.2.3` of `github.com/x/y@v1.2.3`. */
export function renderModule(module: string): string {
  return module.replace('@', ' ')
}

/** `golang.org/x/sys/unix.Openat2 <- github.com/x/y v1.2.3`; of Go's own code just the function. */
export function renderPlace(place: Pick<CallingPlace, 'function' | 'by' | 'module'>): string {
  if (place.by !== null) return `${place.function} <- ${renderModule(place.by)}`
  return place.module === null ? place.function : `${place.function} <- a caller that is not known`
}

/** `main.main → example.com/a.Open → golang.org/x/sys/unix.Openat2`; empty for a path that tells nothing. */
export function renderPath({ path }: Pick<CallingPlace, 'path'>): string {
  return path.length > 1 ? path.join(' → ') : ''
}

/** Who makes these calls, outside Go's own code, a line each; for evidence. */
export function callersOf(facts: Facts, names: readonly string[], limit = 3): readonly string[] {
  const places = (reachAccount(facts)?.syscalls ?? [])
    .filter(({ name }) => names.includes(name))
    .flatMap((call) => call.places)
    .filter(({ probe, origin }) => probe === null && origin !== 'runtime')
  const lines = [...new Set(places.map((place) => `called by ${renderPlace(place)}`))]
  return lines.slice(0, limit)
}
