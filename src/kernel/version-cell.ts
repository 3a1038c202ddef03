import { type KernelVersion, parseKernelVersion } from './kernel-version.js'

/** A release in a data file: `3.10`, `2.6.32`. */
export const GIVEN_VERSION_CELL = /^\d+\.\d+(\.\d+)?$/

/** The same or empty. */
export const VERSION_CELL = /^(\d+\.\d+(\.\d+)?)?$/

export function parseOptionalVersion(text: string | null): KernelVersion | null {
  return text ? parseKernelVersion(text) : null
}
