// Renders the sample reports of __tests__/report/samples.ts, to be looked at: npx tsx scripts/render-samples.mjs [folder]
// With cmark-gfm on the PATH the .html files show what GitHub shows; without it, the Markdown as it is.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SAMPLES } from '../__tests__/report/samples.ts'
import { renderSummary } from '../src/report/render-summary.ts'
import { renderTerminal } from '../src/report/render-terminal.ts'

const folder = path.resolve(process.argv[2] ?? 'lib/samples')
mkdirSync(folder, { recursive: true })

for (const [name, report] of Object.entries(SAMPLES)) {
  const summary = renderSummary(report, { directory: 'legacy-kernel-report' })
  writeFileSync(path.join(folder, `${name}.md`), summary)
  writeFileSync(path.join(folder, `${name}.html`), page(name, toHtml(summary)))
  writeFileSync(
    path.join(folder, `${name}.txt`),
    renderTerminal(report, {
      colours: true,
      reportPath: 'report.json',
      summaryPath: 'summary.md',
      warnings: [],
    }),
  )
}
console.log(`Rendered ${Object.keys(SAMPLES).length} samples into ${folder}`)

function toHtml(markdown) {
  const extensions = ['table', 'autolink', 'strikethrough', 'tasklist', 'tagfilter'].flatMap((name) => [
    '-e',
    name,
  ])
  const { status, stdout } = spawnSync('cmark-gfm', ['--unsafe', ...extensions], {
    input: markdown,
    encoding: 'utf8',
  })
  if (status === 0) return stdout
  return `<pre>${markdown.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)}</pre>`
}

function page(title, body) {
  return `<!doctype html><meta charset="utf-8"><title>${title}</title><style>
body { font: 14px/1.5 sans-serif; max-width: 1000px; margin: 2em auto; color: #1f2328 }
table { border-collapse: collapse } td, th { border: 1px solid #d1d9e0; padding: 4px 12px; text-align: left }
code { background: #eff1f3; padding: 1px 5px; border-radius: 5px; overflow-wrap: anywhere }
pre { background: #f6f8fa; padding: 12px; white-space: pre-wrap } pre code { background: none; padding: 0 }
</style>${body}`
}
