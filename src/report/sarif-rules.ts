import type { ReportingDescriptor } from 'sarif'
import { RULE_IDS, type RuleId } from '../judge/rule-ids.js'
import { RULES } from '../judge/rules.js'

/** code scanning's limit of a description, in characters. */
const MAX_DESCRIPTION = 1_024

const SEVERITY = { error: 'error', warning: 'warning', note: 'recommendation' } as const

export interface RulePages {
  /** Where the pages are on the web, without a slash at the end; null: nobody knows. */
  readonly docsUrl: string | null
  /** Text of docs/rules/<id>.md; null when it could not be read. */
  readonly pageOf: (rule: RuleId) => string | null
}

/** One descriptor for each rule, in the order of RULE_IDS: `ruleIndex` counts in it. */
export function sarifRules(pages: RulePages): ReportingDescriptor[] {
  return RULE_IDS.map((id) => {
    const title = RULES.find((rule) => rule.id === id)?.title ?? id
    const page = pages.pageOf(id)
    const level = levelOf(page ?? '')
    return {
      id,
      name: id,
      shortDescription: { text: `${title}.` },
      fullDescription: { text: meaningOf(page ?? '') || `${title}.` },
      defaultConfiguration: { level },
      help: page === null ? { text: `${title}.` } : { text: page, markdown: withLinks(page, pages.docsUrl) },
      ...(pages.docsUrl === null ? {} : { helpUri: `${pages.docsUrl}/docs/rules/${id}.md` }),
      properties: { tags: ['compatibility', 'linux', 'go'], 'problem.severity': SEVERITY[level] },
    }
  })
}

/** The first level that the page names. What cannot be judged fails the step, so it stands with the errors. */
function levelOf(page: string): 'error' | 'warning' | 'note' {
  const [, level] = /^\*\*Level:\*\* (\w+)/m.exec(page) ?? []
  return level === 'warning' || level === 'note' ? level : 'error'
}

/** The first paragraph of "What it means", as one line. */
function meaningOf(page: string): string {
  const [, paragraph = ''] = /^## What it means\n+((?:.+\n)+)/m.exec(page) ?? []
  return paragraph
    .trim()
    .replaceAll('\n', ' ')
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .slice(0, MAX_DESCRIPTION)
}

/** Links to pages beside this one lead nowhere inside an alert. */
function withLinks(page: string, docsUrl: string | null): string {
  return page.replace(/\[([^\]]+)\]\((?!https?:)([^)]+)\)/g, (_, text: string, target: string) =>
    docsUrl === null ? text : `[${text}](${docsUrl}/docs/rules/${target})`,
  )
}
