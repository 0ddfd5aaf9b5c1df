import { expect, test } from 'vitest'
import { codeOf, diskFailure } from '#main/ports/file-errors'
import { Failure, typeOf } from '#main/ports/failure'

const said = 'pul-EXAMPLE'

test('a failure is named by its kind', () => {
  expect(typeOf(new Failure('vault-locked'))).toBe('vault-locked')
})

test('anything else is named by its type, never by what it says', () => {
  expect(typeOf(new TypeError(said))).toBe('TypeError')
  expect(typeOf(said)).toBe('string')
  expect(typeOf(undefined)).toBe('undefined')
})

test.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EACCES', 'disk-refused'],
])('a write that was refused with %s is told as %s', (code, kind) => {
  expect(diskFailure(Object.assign(new Error(said), { code })).error).toEqual({ kind, code })
})

test('an error without a code is no answer of the disk', () => {
  expect(codeOf(new Error(said))).toBe('')
  expect(diskFailure(new Error(said)).error).toEqual({ kind: 'internal' })
})

test('a failure that is named already keeps its name', () => {
  const failure = new Failure('vault-locked')
  expect(diskFailure(failure)).toBe(failure)
})
