import type { Level } from '../finding.js'
import type { Rule } from '../rule.js'

interface Step {
  readonly level: Level
  /** Completes "a processor with …"; the years are those of the first processors for servers. */
  readonly needs: string
}

/** What the levels of the x86-64 psABI add, as far as people know it by name. */
const STEPS: Readonly<Record<string, Step>> = {
  v2: { level: 'note', needs: 'SSE4.2 and POPCNT (Intel 2008, AMD 2011)' },
  v3: { level: 'warning', needs: 'AVX2, BMI2 and FMA (Intel Haswell 2013, AMD Excavator 2015)' },
  v4: { level: 'warning', needs: 'AVX-512 (Intel Skylake-SP 2017, AMD Zen 4 2022)' },
}

/** EL9 is itself built for x86-64-v2, so every machine that runs it has that. */
const OWN_LEVEL: Readonly<Record<string, string>> = { el9: 'v2' }

export const goamd64TooHigh: Rule = {
  id: 'goamd64-too-high',
  title: 'The file asks for a newer processor than the target does',
  check({ inspection: { go }, profile }) {
    // Go 1.18 and later record the settings; the value may have a suffix in later ones.
    const name = /^v[2-4]/.exec(go?.settings.GOAMD64 ?? '')?.[0] ?? ''
    const step = STEPS[name]
    if (step === undefined || OWN_LEVEL[profile.id] === name) return []
    return [
      {
        level: step.level,
        message: `The file was built with GOAMD64=${name}: it ends at its start on a processor or in a virtual machine without ${step.needs}.`,
        fix: 'Build with GOAMD64=v1 (the default), or make sure that every machine of the fleet has such a processor.',
        evidence: [`GOAMD64=${go?.settings.GOAMD64}`],
      },
    ]
  },
}
