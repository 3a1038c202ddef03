/** Which threads run 32 bit code on a 64 bit kernel, as far as strace tells. */
export interface ProcessModes {
  set(pid: number, compat: boolean): void
  isCompat(pid: number): boolean
  forget(pid: number): void
}

/**
 * strace tells of a change only, and a thread that it meets begins with the mode of whom it decoded before (alloctcb and
 * update_personality of strace). So a thread of which nothing was told has the mode that was told last: right where all
 * of a trace is 32 bit, a guess where both kinds run at the same time.
 */
export function createModes(): ProcessModes {
  const modes = new Map<number, boolean>()
  let last = false
  return {
    set(pid, compat) {
      modes.set(pid, compat)
      last = compat
    },
    isCompat: (pid) => modes.get(pid) ?? last,
    forget: (pid) => void modes.delete(pid),
  }
}
