import { execFileSync } from 'node:child_process'

export interface XmlNode {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly XmlNode[]
}

const SCRIPT = `
import json, sys, xml.etree.ElementTree as tree
def node(e):
    return {'tag': e.tag, 'attributes': e.attrib, 'text': e.text or '', 'children': [node(c) for c in e]}
print(json.dumps([node(tree.fromstring(text.encode())) for text in json.load(sys.stdin)]))
`

/** The root elements of XML documents, by expat: what is not well-formed throws. */
export function readXml(...documents: readonly string[]): readonly XmlNode[] {
  const output = execFileSync('python3', ['-c', SCRIPT], {
    input: JSON.stringify(documents),
    encoding: 'utf8',
    env: process.env,
    maxBuffer: 100_000_000,
  })
  return JSON.parse(output)
}

/** Elements of that name below a node, in the order of the document. */
export function elements(node: XmlNode, tag: string): readonly XmlNode[] {
  return node.children.flatMap((child) => [...(child.tag === tag ? [child] : []), ...elements(child, tag)])
}

/** What the properties of a suite say. */
export function propertiesOf(suite: XmlNode): Readonly<Record<string, string>> {
  return Object.fromEntries(
    elements(suite, 'property').map(({ attributes }) => [attributes.name, attributes.value]),
  )
}
