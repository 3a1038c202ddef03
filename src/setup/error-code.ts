/**
 * The code of a system error (`ENOENT`), or the empty string. Looks at the shape only: an error of Node's own need
 * not be an instance of this realm's Error.
 */
export function errorCode(error: unknown): string {
  const coded = typeof error === 'object' && error !== null && 'code' in error
  return coded ? String(error.code) : ''
}
