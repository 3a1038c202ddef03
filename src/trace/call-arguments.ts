/** Does a call make a thread of the same process, or a process? `unknown`: strace did not print the flags. */
export type ForkKind = 'thread' | 'process' | 'unknown'

/**
 * @param args the arguments as printed; strace 4.24 prints those of clone when it returns only, and knows no clone3
 */
export function forkKind(name: string, args: string): ForkKind {
  if (name === 'fork' || name === 'vfork') return 'process'
  if (/\bCLONE_THREAD\b/.test(args)) return 'thread'
  return args.includes('flags=') ? 'process' : 'unknown'
}

/** Child's id from what the call returned, `123` or (raw) `0x7b`; 0 when there is none. */
export function childPid(value: string): number {
  const pid = /^(?:0x[0-9a-f]+|\d+)/.exec(value)
  return pid ? Number(pid[0]) : 0
}

/**
 * The file that execve or execveat starts. A string that strace cut keeps its `...`. execveat on a descriptor is named
 * as the kernel names it, `/dev/fd/3/name` (fs/exec.c). Empty when the argument is no string.
 */
export function executedPath(name: string, args: string): string {
  if (name === 'execve') return quoted(args) ?? ''
  const match = /^(AT_FDCWD|-?\d+)(?:<[^>]*>)?, (.*)$/s.exec(args)
  const path = quoted(match?.[2] ?? '')
  if (!match?.[1] || path === null) return ''
  if (path.startsWith('/') || match[1] === 'AT_FDCWD') return path
  return path === '' ? `/dev/fd/${match[1]}` : `/dev/fd/${match[1]}/${path}`
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12 }

function quoted(text: string): string | null {
  const match = /^"((?:[^"\\]|\\.)*)"(\.\.\.)?/s.exec(text)
  if (!match) return null
  const body = match[1] ?? ''
  const cut = match[2] ?? ''
  return body.includes('\\') ? undoEscapes(body) + cut : body + cut
}

/** Undoes print_quoted_string of strace: `\n`, `\"`, `\\`, `\303` (octal, one to three digits), `\xc3`. */
function undoEscapes(body: string): string {
  const bytes: Buffer[] = []
  for (const [part] of body.matchAll(/\\(?:x[0-9a-f]{2}|[0-7]{1,3}|.)|[^\\]+/gs)) {
    if (!part.startsWith('\\')) bytes.push(Buffer.from(part))
    else if (/^\\x[0-9a-f]{2}/.test(part)) bytes.push(Buffer.from([Number.parseInt(part.slice(2), 16)]))
    else if (/^\\[0-7]/.test(part)) bytes.push(Buffer.from([Number.parseInt(part.slice(1), 8) & 0xff]))
    else
      bytes.push(
        Buffer.from(ESCAPES[part.slice(1)] === undefined ? part.slice(1) : [ESCAPES[part.slice(1)] ?? 0]),
      )
  }
  return Buffer.concat(bytes).toString('utf8')
}
