/**
 * Where the gate says what it does. Two implementations: one for the Actions log (groups, annotations), one for a
 * terminal. Text that comes from the artifact or from build tools goes through renderInert (inert.ts) first.
 */
export interface Log {
  /** One step of the pipeline: shown while it works, with its time and outcome when done. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>
  info(text: string): void
  warning(text: string): void
  /**
   * Work that prints as it goes, under a foldable title. `write` takes pieces of text, not whole lines. The title is
   * shown with the first line, and not at all when there is none.
   */
  group<T>(title: string, work: (write: (text: string) => void) => Promise<T>): Promise<T>
}
