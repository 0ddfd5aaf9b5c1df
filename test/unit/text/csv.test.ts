import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell } from '#shared/text/csv'
import { readCsv as parse } from '#test/support/read-csv'

describe('a cell', () => {
  it.each(['=1', '+1', '-1', '@a', '\ta', '\ra', '\na', '\0=1', ' =1', '\u00a0=1', '＝1', '＋1', '－1', '＠a'])(
    'that begins with %j gets an apostrophe',
    (text) => {
      expect(parse(`${csvCell(text)}\r\n`)).toEqual([[`'${text}`]])
    },
  )

  it.each([
    ['a;=1', "a;'=1"],
    ['a;b; =1', "a;b;' =1"],
    ['a\n=1', "a\n'=1"],
    ['a\t+1', "a\t'+1"],
    ['a";-1', 'a";\'-1'],
  ])('computes nothing either where %j is taken apart at other signs', (text, safe) => {
    expect(parse(`${csvCell(text)}\r\n`)).toEqual([[safe]])
  })

  it('of any text is read back as it was but for apostrophes, and is computed by no spreadsheet', () => {
    const signs = fc.constantFrom(...'=+-@;,"\t\r\n\0 ＝＠ab')
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: signs, maxLength: 6 }))
    const plain = (texts: string[]) => texts.map((one) => one.replaceAll("'", ''))
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
        const line = `${texts.map(csvCell).join(',')}\r\n`
        const [row = []] = parse(line)
        expect(plain(row)).toEqual(plain(texts))
        const pieces = [...row, ...line.split(/[;\t\r\n]/)]
        for (const piece of pieces) expect(piece.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/)
      }),
    )
  })
})
