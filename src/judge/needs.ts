import { compareVersions } from '../inspect/glibc.js'
import type { Inspection } from '../inspect/inspection.js'
import type { KernelProfile } from '../kernel/kernel-profile.js'
import {
  compareKernelVersions,
  type KernelVersion,
  parseKernelVersion,
  renderKernelVersion,
} from '../kernel/kernel-version.js'
import { profileOf } from '../kernel/resolve-profile.js'
import type { Facts } from './facts.js'
import { missingRuntime } from './gcc-runtime.js'
import { floorOfGo } from './go-floor.js'
import { lowestGlibc } from './lowest-glibc.js'
import { type Need, neededThings } from './needed.js'

/** The oldest kernels that have all that the artifact used; it may do without some of it, so an older one may do. */
export interface Needs {
  /** Mainline release, `5.6`; null when the deciding thing is in no release that we know. */
  readonly kernel: string | null
  /** Id of a profile of the el family, `el7`; null when none that we know would do. */
  readonly el: string | null
  /** What the next older one lacks: `openat2(2)`, `Go 1.26`, `glibc 2.34`. */
  readonly decidedBy: { readonly kernel: string; readonly el: string }
}

/** Null when no run shows what it needs. */
export function needsOf(facts: Facts): Needs | null {
  const things = neededThings(facts)
  if (!things) return null
  const needs = [...floors(facts), ...things]
  const newest = needs.reduce((a, b) => (isNewer(b, a) ? b : a), NOTHING)
  const el = lowestEl([...needs, ...glibcNeeds(facts.inspection), ...runtimeNeeds(facts.inspection)], facts)
  return {
    kernel: newest.since && renderKernelVersion(newest.since),
    el: el.id,
    decidedBy: { kernel: newest.label, el: el.decidedBy ?? newest.label },
  }
}

/** The oldest kernel that any Go ever ran on (golang/go issue 30559). */
const NOTHING: Need = {
  label: 'nothing newer',
  since: { major: 2, minor: 6023 },
  offeredBy: () => true,
}

function isNewer(a: Need, b: Need): boolean {
  if (b.since === null) return false
  return a.since === null || compareKernelVersions(a.since, b.since) > 0
}

/** Without any run: what the file itself refuses to run on. */
function floors({ inspection, architecture }: Facts): readonly Need[] {
  const { go, elf } = inspection
  const goFloor = go && floorOfGo(go.version)
  const abi = elf.abiTag?.os === 0 ? parseKernelVersion(elf.abiTag.kernel) : null
  return [
    ...(goFloor ? [atLeast(goFloor, `Go ${go.version.replace(/^go/, '')}`)] : []),
    ...(abi ? [atLeast(abi, "the file's ABI note")] : []),
    ...(architecture === 'arm64' ? [atLeast({ major: 3, minor: 7 }, 'arm64')] : []),
  ]
}

function atLeast(since: KernelVersion, label: string): Need {
  return { label, since, offeredBy: ({ base }) => compareKernelVersions(base, since) >= 0 }
}

function glibcNeeds(inspection: Inspection): readonly Need[] {
  const lowest = lowestGlibc(inspection)
  if (lowest === null) return []
  const offeredBy = ({ glibc }: KernelProfile) => compareVersions(glibc, lowest) >= 0
  return [{ label: `glibc ${lowest}`, since: null, offeredBy }]
}

/** A file with a runpath may bring these libraries along. */
function runtimeNeeds({ elf }: Inspection): readonly Need[] {
  if (elf.runpath.length > 0) return []
  const offeredBy = (profile: KernelProfile) => missingRuntime(elf.verneed, profile) === null
  return [{ label: 'a newer libstdc++ or libgcc', since: null, offeredBy }]
}

function lowestEl(
  needs: readonly Need[],
  { model, architecture }: Facts,
): { readonly id: string | null; readonly decidedBy: string | null } {
  const tried = model.profiles
    .filter(({ id, architectures }) => /^el\d/.test(id) && architectures.includes(architecture))
    .map((row) => profileOf(model, row))
    .sort(byAge)
    .map((profile) => ({ id: profile.id, lacks: needs.find((need) => !need.offeredBy(profile)) }))
  const at = tried.findIndex(({ lacks }) => !lacks)
  const before = at < 0 ? tried.at(-1) : tried[at - 1]
  return { id: tried[at]?.id ?? null, decidedBy: before?.lacks?.label ?? null }
}

/** By the release that it was made from, then by the number in the id; `el7` is the family's last. */
function byAge(a: KernelProfile, b: KernelProfile): number {
  return compareKernelVersions(a.base, b.base) || minorOf(a.id) - minorOf(b.id)
}

function minorOf(id: string): number {
  return Number(/\.(\d+)$/.exec(id)?.[1] ?? 99)
}
