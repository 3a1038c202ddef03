import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { RULE_IDS } from '../src/judge/rule-ids.js'
import { RULES } from '../src/judge/rules.js'
import { loadRulePage } from '../src/rule-page.js'

const README = readFileSync('README.md', 'utf8')

describe.each(RULE_IDS)('the page of %s', (id) => {
  const page = loadRulePage(id)

  it('has the sections that a reader looks for, in this order', () => {
    const headings = [...page.matchAll(/^#{1,2} .*$/gm)].map(([heading]) => heading)
    expect(headings).toEqual([
      `# \`${id}\``,
      '## What it means',
      expect.stringMatching(/^## On (?:EL7|the target)$/),
      '## What to do',
    ])
    expect(page).toMatch(/^\*\*Level:\*\* (?:error|warning|note|inconclusive)\b/m)
    for (const section of page.split(/^## .*$/m).slice(1)) expect(section.trim()).not.toBe('')
  })

  it('links to pages that exist', () => {
    const links = [...page.matchAll(/\]\(([a-z0-9-]+)\.md\)/g)].map(([, target]) => target)
    expect(links.filter((target) => !(RULE_IDS as readonly string[]).includes(target ?? ''))).toEqual([])
  })
})

it('every page is of a rule, and every rule is in the index and in the code once', () => {
  const pages = readdirSync('docs/rules').map((name) => name.replace(/\.md$/, ''))
  expect(pages.sort()).toEqual([...RULE_IDS].sort())
  expect(RULES.map(({ id }) => id)).toEqual(RULE_IDS)
  const index = [...README.matchAll(/^\| \[`([a-z0-9-]+)`\]\(docs\/rules\/\1\.md\) \|/gm)].map(([, id]) => id)
  expect(index).toEqual(RULE_IDS)
})

it('--explain prints the page, wherever it is called from', () => {
  const run = (...args: readonly string[]) =>
    execFileSync(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], {
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: '/' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  expect(run('--explain', 'syscall-required')).toBe(loadRulePage('syscall-required'))
  expect(() => run('--explain', 'syscall-requird')).toThrow(/Did you mean syscall-required\?/)
})
