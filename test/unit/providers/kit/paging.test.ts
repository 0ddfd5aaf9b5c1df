import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import type { IssuedToken, Page } from '#main/ports/provider'
import { pages, type Fetched } from '#main/providers/kit/paging'
import { unlessRefused } from '#main/providers/kit/tolerate'

function token(issuerId: string): IssuedToken {
  return {
    issuerId,
    name: issuerId,
    description: '',
    created: { kind: 'unknown' },
    lastUsed: { kind: 'unknown' },
    expiry: { kind: 'unknown' },
    scopes: { kind: 'unknown' },
  }
}

async function all(listing: AsyncIterable<Page>): Promise<string[][]> {
  const given: string[][] = []
  for await (const page of listing) given.push(page.tokens.map(({ issuerId }) => issuerId))
  return given
}

function book(chapters: Record<string, Fetched<string>>) {
  return (cursor: string) => Promise.resolve(chapters[cursor]!)
}

describe('paging', () => {
  it('follows the cursors to the end', async () => {
    const fetch = book({
      '': { tokens: [token('a'), token('b')], next: 'x' },
      x: { tokens: [], next: 'y' },
      y: { tokens: [token('c')], next: undefined },
    })
    expect(await all(pages('', fetch))).toEqual([['a', 'b'], [], ['c']])
  })

  it('gives a token once that comes twice', async () => {
    const fetch = book({
      '': { tokens: [token('a'), token('b')], next: 'x' },
      x: { tokens: [token('b'), token('c')], next: undefined },
    })
    expect(await all(pages('', fetch))).toEqual([['a', 'b'], ['c']])
  })

  it('does not go in a circle', async () => {
    const fetch = book({ '': { tokens: [], next: 'x' }, x: { tokens: [], next: 'y' }, y: { tokens: [], next: 'x' } })
    await expect(all(pages('', fetch))).rejects.toThrow(Failure)
  })

  it('does not go on for ever', async () => {
    let asked = 0
    const fetch = (cursor: number) => Promise.resolve({ tokens: [], next: ((asked += 1), cursor + 1) })
    await expect(all(pages<number>(0, fetch))).rejects.toThrow(Failure)
    expect(asked).toBe(2000)
  })

  it('does not take more tokens than any listing has', async () => {
    const tokensOf = (page: number) => Array.from({ length: 10_000 }, (_, at) => token(`${page}-${at}`))
    let asked = 0
    const fetch = (page: number) => Promise.resolve({ tokens: tokensOf((asked += 1)), next: page + 1 })
    await expect(all(pages<number>(0, fetch))).rejects.toMatchObject({ error: { kind: 'broken-body', code: 'paging' } })
    expect(asked).toBe(21)
  })

  it('asks for no page that nobody wants', async () => {
    let asked = 0
    const fetch = (cursor: number) => Promise.resolve({ tokens: [], next: ((asked += 1), cursor + 1) })
    for await (const _page of pages<number>(0, fetch)) break
    expect(asked).toBe(1)
  })
})

describe('a question whose answer one can do without', () => {
  it('has the other answer when it is refused', async () => {
    expect(await unlessRefused(Promise.reject(new Failure('missing-permission')), 'none')).toBe('none')
    expect(await unlessRefused(Promise.resolve('some'), 'none')).toBe('some')
  })

  it.each(['offline', 'cancelled', 'timeout', 'rate-limited', 'wrong-token'] as const)(
    'still fails by %s',
    async (kind) => {
      await expect(unlessRefused(Promise.reject(new Failure(kind)), 'none')).rejects.toMatchObject({ error: { kind } })
    },
  )

  it('hides no mistake of ours', async () => {
    await expect(unlessRefused(Promise.reject(new TypeError('mistake')), 'none')).rejects.toThrow(TypeError)
  })
})
