import { scanAmd64 } from './code/amd64-scan.js'
import { traceAmd64 } from './code/amd64-trace.js'
import { scanArm64 } from './code/arm64-scan.js'
import { traceArm64 } from './code/arm64-trace.js'
import type { ScanCode, TraceCode } from './code/scanned-function.js'

/** What reads the machine code of one architecture. */
export interface CodeReader {
  readonly scan: ScanCode
  readonly trace: TraceCode
  /** Bytes that the shortest instruction takes. */
  readonly step: number
}

/** @param machine as ElfFacts.machine says it; null when its code is not understood */
export function codeReaderOf(machine: string): CodeReader | null {
  switch (machine) {
    case 'x86_64':
      return { scan: scanAmd64, trace: traceAmd64, step: 1 }
    case 'aarch64':
      return { scan: scanArm64, trace: traceArm64, step: 4 }
    default:
      return null
  }
}
