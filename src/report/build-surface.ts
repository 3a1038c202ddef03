import type { BootRun } from '../boot/boot-run.js'
import { silentEffect } from '../judge/silent-effects.js'
import type { MissingUse, SurfaceAccount } from '../judge/surface-account.js'
import type { JudgedArtifact } from './build-report.js'
import type { ReportSurface } from './report.js'

/** Null when the artifact was not run. */
export function surfaceFields({
  run,
  control,
  canary,
  attribution,
  verdict,
}: JudgedArtifact): ReportSurface | null {
  const account = verdict.surface
  if (!account) return null
  const { installed, supervised, gaps } = run?.result?.surface ?? {
    installed: false,
    supervised: false,
    gaps: [],
  }
  return {
    outcome: account.outcome,
    held: account.held,
    enforced: run?.result?.surface ? { installed, supervised, gaps } : null,
    canary: canary && { held: canary.held, misses: canary.misses, tried: canary.tried },
    refused: account.refused.map((use) => ({
      ...missingFields(use),
      state: use.state,
      errno: use.absence.kind === 'refused' ? use.absence.errno : '',
    })),
    ignored: account.ignored.map((use) => ({
      ...missingFields(use),
      instead: silentEffect(optionName(use.id)),
    })),
    leaked: account.leaked.map(missingFields),
    control: control && controlFields(control, account),
    attribution,
  }
}

function missingFields({ id, label, program, byChild, since, count, sample }: MissingUse) {
  return { id, label, program, byChild, since, count, sample }
}

function optionName(id: string): string {
  return id.slice(id.indexOf('/') + 1)
}

function controlFields({ result, durationMs, problems }: BootRun, account: SurfaceAccount) {
  const exercises = result?.exercises ?? []
  return {
    worked: account.control === 'worked',
    readiness: result && result.ready.state,
    exercises: exercises.length,
    exercisesDone: exercises.filter(({ ok }) => ok).length,
    exit: result && result.exit,
    timedOut: result?.timedOut ?? false,
    durationMs: Math.round(durationMs),
    problems,
  }
}
