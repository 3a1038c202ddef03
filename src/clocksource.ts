import { readFile } from 'node:fs/promises'

const FILE = '/sys/devices/system/clocksource/clocksource0/current_clocksource'

/** The clock of this machine's kernel, for example `tsc`; empty when it is not told. */
export async function loadClocksource(): Promise<string> {
  return (await readFile(FILE, 'utf8').catch(() => '')).trim()
}
