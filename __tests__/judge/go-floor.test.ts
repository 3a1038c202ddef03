import { expect, it } from '@jest/globals'
import { floorOfGo } from '../../src/judge/go-floor.js'
import { renderKernelVersion } from '../../src/kernel/kernel-version.js'

it.each([
  ['go1.13', '2.6.23'],
  ['go1.17.13', '2.6.23'],
  ['go1.18', '2.6.32'],
  ['go1.23.12', '2.6.32'],
  ['go1.24rc1', '3.2'],
  ['go1.22.12 X:rangefunc', '2.6.32'],
  ['go1.27.3-X:nodwarf5', '3.2'],
  ['devel go1.28-5d1a2b3c Tue Nov 24 10:00:00 2026 +0000', '3.2'],
  ['devel +5d1a2b3c Tue Nov 24 10:00:00 2020 +0000', null],
  ['', null],
])('%s asks for Linux %s', (version, kernel) => {
  const floor = floorOfGo(version)
  expect(floor && renderKernelVersion(floor)).toBe(kernel)
})
