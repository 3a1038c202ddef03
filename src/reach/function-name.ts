/**
 * Import path of the package of a function, from the name that the linker wrote; empty when it has none, as code that
 * the compiler made for types. Generic arguments are left out, escaped characters are read (`gopkg.in/yaml%2ev3.Node`).
 * Rule: debug/gosym.Sym.PackageName and cmd/internal/objabi.PathToPrefix.
 */
export function packageOf(name: string): string {
  const plain = withoutTypeArguments(name)
  if (/^(go|type)[.:]/.test(plain)) return ''
  const element = plain.lastIndexOf('/') + 1
  const dot = plain.indexOf('.', element)
  return dot < 0 ? '' : readEscapes(plain.slice(0, dot))
}

/** The name as Go's tools print it: escaped characters of the package path are read. */
export function readableName(name: string): string {
  const element = withoutTypeArguments(name).lastIndexOf('/') + 1
  const dot = name.indexOf('.', element)
  return dot < 0 ? name : readEscapes(name.slice(0, dot)) + name.slice(dot)
}

function withoutTypeArguments(name: string): string {
  const open = name.indexOf('[')
  const close = name.lastIndexOf(']')
  return open < 0 || close < open ? name : name.slice(0, open) + name.slice(close + 1)
}

function readEscapes(path: string): string {
  if (!path.includes('%')) return path
  const bytes = path.replace(/%([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  // What was not ASCII was escaped byte by byte.
  return /^[\0-\xff]*$/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes
}
