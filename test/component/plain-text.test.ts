import fc from 'fast-check'
import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import { htmlText, markdownText, visible } from '#shared/text/plain'

const signs = fc.constantFrom(
  ...'<>&"\'|`*_[]()!#~\\ \n\r\t@:/.-+=$^{}ab1\0\u202e\u2066\u200b\u2028\ud800',
  '://',
  'www.',
  'http',
  '**',
  '@ada',
  '<!--',
  '<b>',
  '&lt;',
  '](',
)
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(signs, { maxLength: 12 }).map((some) => some.join('')),
)

/** Text of a page without its markup. */
function textOf(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent
}

describe('text that can be seen', () => {
  it.each([
    ['ci-deploy', 'ci-deploy'],
    ['two\r\nlines', 'two lines'],
    ['a\u202eb', 'a[U+202E]b'],
    ['a\u2066b\u2069', 'a[U+2066]b[U+2069]'],
    ['\0', '[U+0000]'],
    ['\ud800', '[U+D800]'],
    ['\u{e0041}', '[U+E0041]'],
    ['👩‍💻 müde', '👩‍💻 müde'],
  ])('of %j is %j', (text, seen) => {
    expect(visible(text)).toBe(seen)
  })

  it('is one line without anything hidden, whatever it was', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })
})

describe('text in a page', () => {
  it('is the same text, and no markup, between tags and in an attribute', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const safe = htmlText(text)
        const { body } = new DOMParser().parseFromString(`<p title="${safe}">${safe}</p>`, 'text/html')
        const [p] = body.children
        expect(body.childElementCount).toBe(1)
        expect(p?.childElementCount).toBe(0)
        expect([p?.textContent, p?.getAttribute('title')]).toEqual([visible(text), visible(text)])
      }),
    )
  })
})

describe('text in Markdown', () => {
  it.each([
    '<img src=x onerror=alert(1)>',
    '[press](https://evil.example)',
    '![x](https://evil.example/x.png)',
    'https://evil.example',
    'www.evil.example',
    'ada@evil.example',
    '**loud** `code` ~~gone~~',
    'a | b',
    '&lt;b&gt;',
    'a\n\n# head',
  ])('%j stays text', (text) => {
    const html = marked.parse(`| name |\n|---|\n| ${markdownText(text)} |\n`, { async: false, gfm: true })
    expect(html).not.toMatch(/<(?!\/?(?:table|thead|tbody|tr|th|td)>)/)
    expect(textOf(html).replaceAll('\u2060', '').trim()).toContain(visible(text))
  })

  it('mentions nobody', () => {
    expect(markdownText('ask @ada')).not.toContain('@ada')
  })

  it('is one cell of a table, with nothing in it but text, whatever it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = marked.parse(`| name | more |\n|---|---|\n| x${markdownText(text)}x | y |\n`, {
          async: false,
          gfm: true,
        })
        expect(html).not.toMatch(/<(?!\/?(?:table|thead|tbody|tr|th|td)>)/)
        const page = new DOMParser().parseFromString(html, 'text/html')
        const cells = [...page.querySelectorAll('tbody td')].map((cell) => cell.textContent.replaceAll('\u2060', ''))
        expect(cells).toEqual([`x${visible(text).replaceAll('\u2060', '')}x`, 'y'])
      }),
    )
  })
})
