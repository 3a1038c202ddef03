// npm start: installs what the gate needs on this machine, then runs the command line from source.
import { ensureCommands, ensureNode, ensureNpmPackages, run } from './ensure.mjs'

const args = process.argv.slice(2)
ensureNode()
ensureNpmPackages()
if (!args.some((argument) => ['-h', '--help', '--version'].includes(argument))) {
  ensureCommands({ strace: 'strace', bwrap: 'bubblewrap' })
}
process.exit(run(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args]))
