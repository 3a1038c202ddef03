/** A library's command to the runner, which does not read a terminal. */
const DEBUG_COMMAND = /^::debug::.*\r?\n?$/

/**
 * Keeps standard output for the result: from now on, what anything else writes there goes to standard error, and the
 * debug commands of the actions toolkit go nowhere.
 * @returns writes to standard output
 */
export function reserveStdout(): (text: string) => void {
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = ((...args: Parameters<typeof process.stderr.write>): boolean =>
    DEBUG_COMMAND.test(String(args[0])) || process.stderr.write(...args)) as typeof process.stdout.write
  return (text) => void write(text)
}
