/** How much of a report a summary shows. What is left out is in report.json. */
export interface SummaryDetail {
  readonly childCalls: boolean
  readonly ownCalls: boolean
  readonly output: boolean
  readonly evidence: boolean
  readonly tables: boolean
  /** Of each artifact. */
  readonly findings: number
  readonly artifacts: number
}
