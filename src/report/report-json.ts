import { z } from 'zod'
import { type Report, reportSchema } from './report.js'
import { escapeHidden } from './visible-text.js'

/** The JSON Schema (draft 2020-12) of report.json. */
export function reportJsonSchema(): unknown {
  return z.toJSONSchema(reportSchema, {
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      // Marks of our own types that tell a reader of the file nothing.
      delete jsonSchema.readOnly
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
}

const HIDDEN_OR_COMMAND = /##(?=\[)/g

/**
 * The text of report.json: keys in the schema's order, two spaces, and hidden characters (and what a runner's log
 * would read as a command) as JSON escapes, so that printing the file is safe and parsing it loses nothing.
 *
 * `problem` says why the report does not match its own schema; the text is then the report as it came.
 */
export function renderReportJson(report: Report): { readonly text: string; readonly problem: string | null } {
  const checked = reportSchema.safeParse(report)
  return {
    text: renderInertJson(checked.success ? checked.data : report),
    problem: checked.success ? null : z.prettifyError(checked.error).replaceAll('\n', ' '),
  }
}

/** JSON in the same form, of anything. */
export function renderInertJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  return `${escapeHidden(text, jsonEscape).replace(HIDDEN_OR_COMMAND, '#\\u0023')}\n`
}

function jsonEscape(character: string): string {
  // Line ends and blanks between tokens are the layout; inside strings JSON.stringify has escaped them already.
  if (character === '\n') return character
  return Array.from({ length: character.length }, (_, unit) => character.charCodeAt(unit))
    .map((code) => `\\u${code.toString(16).padStart(4, '0')}`)
    .join('')
}
