/**
 * What happens instead on a kernel that silently ignores an option (by the option's name). Measured on 3.10.0-1160 and
 * 3.10.108, or from man-pages.
 */
const EFFECTS: Readonly<Record<string, string>> = {
  CLONE_PIDFD: 'no descriptor is made and the variable for it keeps its value (0 is standard input)',
  CLONE_NEWCGROUP: 'the child stays in the cgroup namespace of its parent',
  MAP_FIXED_NOREPLACE: 'the address is a mere hint, and the mapping may land somewhere else',
  MAP_SYNC: 'the mapping is not synchronous, so a flush is not durable',
  MS_LAZYTIME: 'time stamps are written at once',
  MSG_ZEROCOPY: 'the data are copied and no completion ever comes',
  EPOLLEXCLUSIVE: 'an event wakes every waiter, not one',
  IN_MASK_CREATE: 'an existing watch is replaced, not refused',
  O_TMPFILE: 'a named file or a directory is opened, not an unnamed file',
  __O_TMPFILE: 'a named file is made, not an unnamed one',
  'O_CREAT|O_DIRECTORY': 'a plain file is made and stays',
  RWF_NOWAIT: 'the call blocks',
  SO_PEEK_OFF: 'peeking always starts at the first byte',
}

const OTHERWISE = 'the call goes on as if it had not been named'

export function silentEffect(optionName: string): string {
  return EFFECTS[optionName] ?? OTHERWISE
}
