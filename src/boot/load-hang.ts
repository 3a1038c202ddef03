import * as fs from 'node:fs'
import { loadClocksource } from '../clocksource.js'
import { diagnoseHang, WINDOW_SECONDS } from '../trace/hang/diagnose.js'
import type { HangDiagnosis } from '../trace/hang/diagnosis.js'
import { createLastCalls, type LastCalls } from '../trace/hang/last-calls.js'
import type { HangSnapshot } from '../trace/hang/snapshot.js'

/**
 * Reads the trace once more, for what each thread did last when the timeout passed.
 * @param tracePath raw strace text with -ttt; where it cannot be read, what /proc told has to do
 */
export async function loadHang(
  tracePath: string,
  snapshot: HangSnapshot,
  nameOf: (number: number) => string | undefined,
): Promise<HangDiagnosis> {
  const calls = await loadLastCalls(tracePath, snapshot.at, nameOf).catch(() => null)
  // Engines may hide /sys; the kernel and its clock are the host's.
  const clocksource = snapshot.clocksource || (await loadClocksource())
  return diagnoseHang({ ...snapshot, clocksource }, calls, nameOf)
}

async function loadLastCalls(
  tracePath: string,
  at: number,
  nameOf: (number: number) => string | undefined,
): Promise<LastCalls> {
  const reader = createLastCalls({ at, windowSeconds: WINDOW_SECONDS, nameOf })
  for await (const chunk of fs.createReadStream(tracePath, { highWaterMark: 1 << 20 })) {
    reader.write(chunk as Buffer)
  }
  return reader.end()
}
