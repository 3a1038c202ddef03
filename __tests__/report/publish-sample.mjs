// Run by publish.test.ts with tsx: publishes one sample report as the action does.
import { publishToActions } from '../../src/report/publish.ts'
import { SAMPLES } from './samples.ts'

const [sample, directory] = process.argv.slice(2)
await publishToActions(SAMPLES[sample], directory)
