/** `syscall_0x1a9` (strace 4.24) and `syscall_425` become names where the number is known. */
export function syscallName(text: string, nameOf: (number: number) => string | undefined): string {
  const number = /^syscall_(0x[0-9a-f]{1,8}|\d{1,9})$/.exec(text)
  if (!number) return text
  const value = Number(number[1])
  return nameOf(value) ?? `syscall_0x${value.toString(16)}`
}

/** Is it a call of which nobody knew the name? */
export function isNumber(name: string): boolean {
  return name.startsWith('syscall_')
}

/** Did strace find the thread gone when it wanted to read the call's number? `????(` in 4.24, `???(` in 6.x. */
export function isNameless(name: string): boolean {
  return name.startsWith('?')
}
