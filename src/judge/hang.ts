import { renderThread } from '../trace/hang/diagnose.js'
import { type Facts, outputTail } from './facts.js'

/** Finding.evidence has ten lines; the program's own last words count too. */
const MAX_THREADS = 4
const MAX_GOROUTINES = 3
const MAX_LINE = 300

/** What held the program up, as a sentence behind another; empty when no timeout passed. */
export function hangSentence({ run }: Facts): string {
  return run?.hang ? ` ${run.hang.sentence}` : ''
}

/** What to do about it, as a sentence behind another. */
export function hangHint({ run }: Facts): string {
  return run?.hang?.hint ? ` ${run.hang.hint}` : ''
}

/** Its threads and goroutines, then its last output. */
export function hangEvidence(facts: Facts): string[] {
  const hang = facts.run?.hang
  if (!hang) return outputTail(facts)
  const seen = [
    ...hang.threads.slice(0, MAX_THREADS).map(renderThread),
    ...hang.goroutines.slice(0, MAX_GOROUTINES),
  ].map((line) => line.slice(0, MAX_LINE))
  return [...seen, ...outputTail(facts, 3)]
}
