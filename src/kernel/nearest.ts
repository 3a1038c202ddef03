/** Of `names` the one that `text` was probably meant to be; null when none is near (more than a third of it differs). */
export function nearestName(text: string, names: readonly string[]): string | null {
  const wanted = text.toLowerCase()
  let best: { readonly name: string; readonly distance: number } | null = null
  for (const name of names) {
    const distance = editDistance(wanted, name.toLowerCase())
    if (!best || distance < best.distance) best = { name, distance }
  }
  return best && best.distance <= Math.max(1, Math.floor(text.length / 3)) ? best.name : null
}

/** Levenshtein's: insertions, deletions and replacements of one character. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** ` Did you mean X?` or nothing, to put behind a sentence. */
export function didYouMean(text: string, names: readonly string[]): string {
  const nearest = nearestName(text, names)
  return nearest === null ? '' : ` Did you mean ${nearest}?`
}
