import type { Ready } from './boot-plan.js'

export const READY_FORMS = 'auto, exit, tcp:PORT, tcp:HOST:PORT, http://…, https://… or log:REGEX'

/**
 * Parses the `ready` input.
 * @throws RangeError whose message continues "ready: ".
 */
export function parseReady(text: string): Ready {
  if (text === 'auto' || text === 'exit') return { kind: text }
  if (/^https?:\/\//.test(text)) return { kind: 'http', url: checkedUrl(text) }
  if (text.startsWith('log:') && text.length > 4) return { kind: 'log', pattern: text.slice(4) }
  const tcp = /^tcp:(?:(.*):)?(\d{1,5})$/.exec(text)
  if (tcp) {
    const port = Number(tcp[2])
    if (port >= 1 && port <= 65535) return { kind: 'tcp', host: tcp[1] || '127.0.0.1', port }
    throw new RangeError(`port ${tcp[2]} is not between 1 and 65535`)
  }
  throw new RangeError(`"${text}" is none of ${READY_FORMS}`)
}

/** @throws RangeError when the text is no absolute http or https URL. */
export function checkedUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new RangeError(`"${text}" is not an http:// or https:// URL`)
  return text
}
