import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ScanOrder } from '#main/ports/scanner'
import { shapes as github } from '#main/providers/github/shapes'
import { gitlab, other, ScanWorld, secret } from './kit.ts'

const moderne = {
  id: 'moderne',
  shapes: [{ kind: null, prefix: 'mat-', pattern: '^mat-[A-Za-z0-9._~+/=-]{8,}$', checksum: null }],
}

let world: ScanWorld

beforeEach(() => {
  world = new ScanWorld()
})

const run = (change?: Partial<ScanOrder>, needles?: readonly string[]) => world.run(change, needles)
const put = (files: Readonly<Record<string, string | null>>) => world.put(files)

describe('what looks like a secret that is not held', () => {
  it('is told by provider, line and the begin of its kind, and equal values are told to be equal', () => {
    put({ '/files/a': `x\ntoken: ${other},\n`, '/files/b': `"${other}" ${other.replace('E', 'F')}` })
    const result = run({ shapes: [gitlab] })
    expect(result.shapes).toEqual([
      {
        provider: 'gitlab',
        kind: null,
        how: 'likely',
        prefix: 'glpat-',
        path: '/files/a',
        line: 2,
        offset: 9,
        length: 26,
        same: 0,
      },
      {
        provider: 'gitlab',
        kind: null,
        how: 'likely',
        prefix: 'glpat-',
        path: '/files/b',
        line: 1,
        offset: 1,
        length: 26,
        same: 0,
      },
      {
        provider: 'gitlab',
        kind: null,
        how: 'likely',
        prefix: 'glpat-',
        path: '/files/b',
        line: 1,
        offset: 29,
        length: 26,
        same: 1,
      },
    ])
    expect(JSON.stringify(result)).not.toContain(other)
  })

  it('is none that is held', () => {
    put({ '/files/a': other })
    const result = run({ shapes: [gitlab] }, [other])
    expect(result).toMatchObject({ shapes: [], needles: [{ needle: 0 }] })
  })

  it.each([
    ['a part of a longer word', `my${other}`],
    ['too long', `${other}x`],
    ['a placeholder', 'glpat-xxxxxxxxxxxxxxxxxxxx'],
  ])('is not %s', (_what, text) => {
    put({ '/files/a': text })
    expect(run({ shapes: [gitlab] }).shapes).toEqual([])
  })

  it('is not a value whose checksum is wrong', () => {
    put({ '/files/a': `ghp_${'EXAMPLE0'.repeat(4)}wxyz` })
    expect(run({ shapes: [{ id: 'github', shapes: github }] }).shapes).toEqual([])
  })

  it('is no class of a style sheet, where a shape takes any words', () => {
    put({ '/files/a.css': '.mat-form-field-label-wrapper {}', '/files/b': 'mat-EXAMPLE09aZ7kQ2. And so on' })
    expect(run({ shapes: [moderne] }).shapes).toMatchObject([{ path: '/files/b', length: 19 }])
  })
})

describe('whatever is in a file', () => {
  it('is looked through without a failure, and what is found is where it is said to be', () => {
    const parts = fc.constantFrom(secret, other, 'glpat-', '\n', '\r\n', '=', '"', '\u00ff\u00fe', '\0', 'EXAMPLE')
    const bytes = fc.string({
      unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
      maxLength: 20,
    })
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, bytes), { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        world = new ScanWorld()
        put({ '/files/a': text })
        const { shapes, needles, ended } = run({ shapes: [gitlab] })
        expect(ended).toBe('whole')
        const isPlain = !text.includes('\0') && !text.startsWith('\u00ff\u00fe')
        if (isPlain) expect(needles.length > 0).toBe(text.includes(secret))
        for (const { offset, length, line } of isPlain ? shapes : []) {
          expect(text.slice(offset, offset + length)).toMatch(/^glpat-[A-Za-z0-9_-]{20}$/)
          expect(text.slice(0, offset).split('\n')).toHaveLength(line)
        }
      }),
      { numRuns: 300 },
    )
  })
})
