import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { renderCallGraph } from '../../src/report/call-graph.js'
import type { OffendingCall } from '../../src/report/offending-calls.js'
import type { ReportCallPlace } from '../../src/report/report.js'
import { hostileText } from './hostile.js'

const MAIN = 'example.com/app'

function call(syscall: string, route: readonly string[], name = 'unix.Openat2'): OffendingCall {
  const place: ReportCallPlace = {
    function: name,
    package: 'unix',
    origin: 'dependency',
    module: null,
    by: null,
    route,
    probe: null,
    address: '0x1',
    path: [],
  }
  return { syscall, place }
}

describe('renderCallGraph', () => {
  it('leads from the main module to the call', () => {
    const route = ['example.com/app@(devel)', 'github.com/x/y@v1.2.3', 'golang.org/x/sys@v0.42.0']
    expect(renderCallGraph(MAIN, [call('openat2', route)])?.split('\n')).toEqual([
      '```mermaid',
      'flowchart LR',
      '  n1(["example.com/app"])',
      '  n2["github.com/x/y v1.2.3"]',
      '  n3["golang.org/x/sys v0.42.0"]',
      '  n4{{"openat2#40;2#41;"}}',
      '  n1 --> n2',
      '  n2 --> n3',
      '  n3 -->|"unix.Openat2"| n4',
      '```',
    ])
  })

  it('draws a dotted line where it is not known how the program gets there', () => {
    expect(renderCallGraph(MAIN, [call('statx', ['github.com/x/y@v1.2.3'])])).toContain('  n1 -.-> n2\n')
  })

  it('shows what several calls have in common once', () => {
    const route = ['example.com/app', 'github.com/x/y@v1']
    const picture = renderCallGraph(MAIN, [call('statx', route), call('openat2', route)]) ?? ''
    expect(picture.match(/^ {2}n\d+[[({]/gm)).toHaveLength(4)
    expect(picture.match(/-->/g)).toHaveLength(3)
  })

  it('has at most twelve nodes, and says what is left out', () => {
    const calls = Array.from({ length: 40 }, (_, i) =>
      call(`call${i}`, ['example.com/app', `example.com/m${i}`]),
    )
    const picture = renderCallGraph(MAIN, calls) ?? ''
    expect(picture.match(/^ {2}n\d+[[({]/gm)?.length).toBeLessThanOrEqual(12)
    expect(picture).toContain('  more["and 35 more places"]')
  })

  it('is nothing without calls', () => expect(renderCallGraph(MAIN, [])).toBeNull())

  it('keeps names inert', () => {
    const line =
      /^(?: {2}n\d+(?:\(\["L"\]\)|\["L"\]|\{\{"L"\}\})| {2}n\d+ (?:-->|-\.->)(?:\|"L"\|)? n\d+|flowchart LR|```mermaid|```)$/
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, hostileText, (main, module, name, syscall) => {
        const picture = renderCallGraph(main, [call(syscall, [module, `${module}x`], name)]) ?? ''
        for (const each of picture.split('\n')) {
          // A label: words, plain punctuation and entities; nothing that begins a list.
          expect(each.replace(/"(?![-+*]|\d+\.)(?:[A-Za-z0-9 ./_-]|#\d+;)+"/g, '"L"')).toMatch(line)
        }
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    'end',
    '"]; click n1 "javascript:alert(1)"',
    '<b>x</b>',
    '%%{init: {}}%%',
    '`**x**`',
    'a\n  n9["x"]',
    '1. x',
  ])('shows %j as it is', (name) => {
    const picture = renderCallGraph(MAIN, [call('openat2', [MAIN, name])]) ?? ''
    expect(picture.split('\n')).toHaveLength(8)
    expect(picture).not.toMatch(/<b>|%%|javascript:|\n {2}n9/)
  })
})
