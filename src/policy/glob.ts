/**
 * Whether the whole text fits a pattern in which `*` stands for any characters, also slashes, and `?` for one. Takes
 * at most text × pattern steps, whatever the two are.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  let t = 0
  let p = 0
  /** Where to go on when it does not fit: behind the last star, one character later. */
  let star = -1
  let retry = 0
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++
      retry = t
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      p++
      t++
    } else if (star >= 0) {
      p = star + 1
      t = ++retry
    } else {
      return false
    }
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}
