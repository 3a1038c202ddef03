import * as fs from 'node:fs'
import * as path from 'node:path'
import { GateError } from './errors.js'
import { RULE_IDS, type RuleId } from './judge/rule-ids.js'
import { didYouMean } from './kernel/nearest.js'
import { projectRoot } from './project-root.js'

/** @throws GateError code `bad-arguments` that names the nearest rule, or all of them */
export function parseRuleId(text: string): RuleId {
  const id = RULE_IDS.find((each) => each === text)
  if (id) return id
  const nearest = didYouMean(text, RULE_IDS)
  throw new GateError({
    stage: 'inputs',
    code: 'bad-arguments',
    fault: 'user',
    message: `Command line: --explain: there is no rule "${text}".${nearest}`,
    hint: `The rules are: ${RULE_IDS.join(', ')}.`,
  })
}

/** The rule's page, docs/rules/<id>.md: Markdown that reads well as it is. */
export function loadRulePage(id: RuleId): string {
  return fs.readFileSync(path.join(projectRoot(), 'docs', 'rules', `${id}.md`), 'utf8')
}
