import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillIn, parseNpmrc } from '#main/importers/npmrc'

describe('a file of npm’s configuration', () => {
  it.each([
    ['registry=https://r.example/', { registry: 'https://r.example/' }],
    ['  registry =  https://r.example/  ', { registry: 'https://r.example/' }],
    ['\uFEFFregistry=a', { registry: 'a' }],
    ['a=1\r\nb=2\rc=3', { a: '1', b: '2', c: '3' }],
    ['a=first\na=last', { a: 'last' }],
    ['; a=1\n  # b=2\n\nc=3', { c: '3' }],
    ['//r.example/:_authToken=EXAMPLE==', { '//r.example/:_authToken': 'EXAMPLE==' }],
    ['"@acme:registry" = "https://r.example/npm/"', { '@acme:registry': 'https://r.example/npm/' }],
    ["a='b c'", { a: 'b c' }],
    ['a=b ; said of it', { a: 'b' }],
    ['a=b # said of it', { a: 'b' }],
    ['a=b\\;c\\#d\\\\e\\f', { a: 'b;c#d\\e\\f' }],
    ['always-auth', { 'always-auth': 'true' }],
    ['a=\nb=null', { a: '', b: '' }],
    ['a=1\n[section]\nb=2', { a: '1' }],
    ['=x', {}],
    ['a=${NAME}', { a: '${NAME}' }],
    ['__proto__=x', { ['__proto__']: 'x' }],
  ])('reads %j', (text, expected) => {
    expect([...parseNpmrc(text)]).toEqual(Object.entries(expected))
  })

  it('takes any text without failing', () => {
    const piece = fc.constantFrom('=', '"', "'", '\\', ';', '#', '[', ']', '\n', '${', '}', '?', 'a', ' ', ':')
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(text, (written) => {
        for (const [key, value] of parseNpmrc(written)) fillIn(key + value, { a: 'b' })
      }),
    )
  })
})

describe('a reference to the environment', () => {
  const environment = { NAME: 'value', EMPTY: '', LOOP: '${NAME}' }

  it.each([
    ['${NAME}', 'value', undefined],
    ['a${NAME}b${NAME}', 'avaluebvalue', undefined],
    ['${EMPTY}', '', undefined],
    ['${MISSING}', '${MISSING}', 'MISSING'],
    ['${MISSING}${OTHER}', '${MISSING}${OTHER}', 'MISSING'],
    ['${MISSING?}', '', undefined],
    ['${NAME?}', 'value', undefined],
    ['\\${NAME}', '${NAME}', undefined],
    ['\\\\${NAME}', '\\value', undefined],
    // What a variable holds is not read once more.
    ['${LOOP}', '${NAME}', undefined],
    ['$NAME %NAME% ${}', '$NAME %NAME% ${}', undefined],
    ['${toString}', '${toString}', 'toString'],
  ])('is read in %j as npm reads it', (text, filled, unset) => {
    expect(fillIn(text, environment)).toEqual({ text: filled, unset })
  })
})
