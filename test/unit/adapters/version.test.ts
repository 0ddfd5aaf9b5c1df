import { expect, it } from 'vitest'
import { isAtLeast, oldestElectron } from '#main/adapters/electron/version'

it.each([
  ['45.4.1', true],
  ['42.4.1', true],
  ['42.4.2', true],
  ['43.0.0-beta.1', true],
  ['42.4.0', false],
  ['42.3.9', false],
  ['33.4.11', false],
  ['9.9.9', false],
])('version %s is new enough: %s', (version, enough) => {
  expect(isAtLeast(version, oldestElectron)).toBe(enough)
})
