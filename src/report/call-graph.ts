import type { OffendingCall } from './offending-calls.js'
import { visibleLine } from './visible-text.js'

/** More nodes than this nobody reads. */
const MAX_NODES = 12
const MAX_LABEL = 80

/**
 * A picture in Mermaid's language (flowchart, Mermaid 11): from the main module through the modules on the way to the
 * system calls, grouped by module. A dotted line stands for what is not known. Null when there is nothing to show.
 * @param main path of the main module; empty when it is not known
 */
export function renderCallGraph(main: string, calls: readonly OffendingCall[]): string | null {
  const graph = openGraph()
  let left = 0
  for (const call of calls) {
    const route = routeOf(call, main)
    if (graph.sizeWith(route) <= MAX_NODES) graph.add(route)
    else left++
  }
  if (graph.isEmpty()) return null
  return ['```mermaid', 'flowchart LR', ...graph.lines(left), '```'].join('\n')
}

interface Step {
  readonly key: string
  readonly label: string
  readonly kind: 'main' | 'module' | 'syscall'
  /** On the line that leads here. */
  readonly by: string
  /** How it got here is not known. */
  readonly guessed: boolean
}

function routeOf({ syscall, place }: OffendingCall, main: string): readonly Step[] {
  const modules = place.route.length > 0 ? place.route : [place.package]
  const starts = main === '' || modules[0]?.split('@')[0] === main
  const all = starts ? modules : [main, ...modules]
  return [
    ...all.map((module, at): Step => {
      const isMain = at === 0 && module.split('@')[0] === main
      return {
        key: `module ${isMain ? main : module}`,
        label: isMain ? main : module.replace('@', ' '),
        kind: isMain ? 'main' : 'module',
        by: '',
        guessed: at === 1 && !starts,
      }
    }),
    {
      key: `syscall ${syscall}`,
      label: `${syscall}(2)`,
      kind: 'syscall',
      by: place.function,
      guessed: false,
    },
  ]
}

function openGraph() {
  const nodes = new Map<string, { readonly id: string; readonly step: Step }>()
  const edges = new Map<string, string>()
  return {
    isEmpty: () => nodes.size === 0,
    sizeWith: (route: readonly Step[]) => nodes.size + route.filter(({ key }) => !nodes.has(key)).length,
    add(route: readonly Step[]): void {
      let before: string | null = null
      for (const step of route) {
        const { id } = nodes.get(step.key) ?? { id: `n${nodes.size + 1}` }
        nodes.set(step.key, nodes.get(step.key) ?? { id, step })
        if (before !== null) edges.set(`${before} ${step.by} ${id}`, `  ${before} ${arrow(step)} ${id}`)
        before = id
      }
    },
    lines: (left: number): readonly string[] => [
      ...[...nodes.values()].map(({ id, step }) => `  ${id}${shape(step)}`),
      ...edges.values(),
      ...(left > 0 ? [`  more["${label(`and ${left} more places`)}"]`] : []),
    ],
  }
}

function arrow({ by, guessed }: Step): string {
  const line = guessed ? '-.->' : '-->'
  return by === '' ? line : `${line}|"${label(by)}"|`
}

function shape({ kind, label: words }: Step): string {
  const quoted = `"${label(words)}"`
  if (kind === 'syscall') return `{{${quoted}}}`
  return kind === 'main' ? `([${quoted}])` : `[${quoted}]`
}

/**
 * Text in a quoted label: what is not a letter, a digit or plain punctuation becomes an entity of Mermaid's (`#35;`),
 * so that no quote, bracket, HTML, Markdown or directive is left in it.
 */
function label(raw: string): string {
  const seen = visibleLine(raw, MAX_LABEL)
  const entity = (character: string): string => `#${character.codePointAt(0)};`
  const inert = seen
    .replace(/[^A-Za-z0-9 ./_-]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/gu, entity)
    // A label that begins as a list does is refused ("Unsupported markdown: list").
    .replace(/^-|(?<=^\d+)\./, entity)
  return inert === '' ? ' ' : inert
}
