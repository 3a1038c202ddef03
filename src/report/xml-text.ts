/** What XML 1.0 §2.2 does not allow in a document, not even as a reference. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

export type Attributes = Readonly<Record<string, string | number>>

/** An element with text or with elements that are rendered already. */
export function xmlElement(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${xmlText(`${value}`)}"`)]
  return content.length === 0 ? `<${head.join(' ')}/>` : `<${head.join(' ')}>${content.join('')}</${name}>`
}

/** Text for an element or an attribute; a character that XML does not allow becomes U+FFFD. */
export function xmlText(text: string): string {
  return text
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
