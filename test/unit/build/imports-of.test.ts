import { describe, expect, it } from 'vitest'
import { importsOf } from '#build/testing/imports-of'

describe('the modules that bundled code loads', () => {
  it.each([
    ["import { a } from 'one'", ['one']],
    ["export { a } from 'one'; export * from 'two'", ['one', 'two']],
    ["const later = () => import('one')", ['one']],
    ['const later = () => import(`one`)', ['one']],
    ["const one = require('one'), two = __require(`two`)", ['one', 'two']],
    ["const { hash } = process.getBuiltinModule('node:crypto')", ['node:crypto']],
    ['const { hash } = process.getBuiltinModule(`node:crypto`)', ['node:crypto']],
    ['const name = `node:${part}`; other(`one`); process.other("two")', []],
  ])('are told of %s', (code, names) => {
    expect(importsOf(code)).toEqual(names)
  })

  it('are not told of what cannot be read', () => {
    expect(() => importsOf('import {')).toThrow('it cannot be read')
  })
})
