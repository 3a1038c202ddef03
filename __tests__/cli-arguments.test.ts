import { describe, expect, it } from '@jest/globals'
import { parseArguments, renderHelp } from '../src/cli-arguments.js'
import { INPUTS, type InputSpec } from '../src/input-table.js'

describe('parseArguments', () => {
  it('takes a folder as the place to build', () => {
    expect(parseArguments(['examples/http-server', '--engine', 'docker'])).toEqual({
      kind: 'run',
      raw: { 'working-directory': 'examples/http-server', engine: 'docker' },
    })
  })

  it('joins repeated options by lines', () => {
    expect(parseArguments(['--exercise', 'GET http://a/', '--exercise=wait 1s'])).toEqual({
      kind: 'run',
      raw: { exercise: 'GET http://a/\nwait 1s' },
    })
  })

  it('knows the rules', () => {
    expect(parseArguments(['--explain', 'hung'])).toEqual({ kind: 'explain', rule: 'hung' })
  })

  it('knows help and version', () => {
    expect(parseArguments(['-h'])).toEqual({ kind: 'help' })
    expect(parseArguments(['--version'])).toEqual({ kind: 'version' })
  })

  it.each([
    [['--frobnicate'], /Unknown option '--frobnicate'/],
    [['a', 'b'], /only one folder can be given, not also b/],
    [['a', '--artifact', 'b'], /give a folder to build or --artifact, not both/],
    [['a', '--working-directory', 'b'], /not both/],
    [['--engine'], /argument missing/],
    [['--explain'], /argument missing/],
    [['--explain', 'syscall-require'], /no rule "syscall-require"\. Did you mean syscall-required\?/],
    [['--explain', '../../README'], /no rule/],
  ])('rejects %j', (argv, message) => expect(() => parseArguments(argv)).toThrow(message))
})

describe('renderHelp', () => {
  it('names every input and fits a terminal', () => {
    const help = renderHelp()
    const inputs: readonly InputSpec[] = INPUTS
    for (const { name, secret } of inputs) expect(help.includes(`\n  --${name} `)).toBe(!secret)
    for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })
})
