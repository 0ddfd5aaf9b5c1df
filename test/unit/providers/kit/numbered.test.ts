import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import type { IssuedToken } from '#main/ports/provider'
import { numberedPages, type NumberedPage } from '#main/providers/kit/numbered'

const token = (issuerId: string): IssuedToken => ({
  issuerId,
  name: issuerId,
  description: '',
  created: { kind: 'unknown' },
  lastUsed: { kind: 'unknown' },
  expiry: { kind: 'unknown' },
  scopes: { kind: 'unknown' },
})

/** Gives the pages in turn, and notes which number was asked for. */
async function read(pageSize: number, pages: readonly NumberedPage[]) {
  const asked: number[] = []
  const found: string[] = []
  const fetch = (page: number): Promise<NumberedPage> => {
    asked.push(page)
    return Promise.resolve(pages[asked.length - 1] ?? { tokens: [] })
  }
  for await (const page of numberedPages(pageSize, fetch)) found.push(...page.tokens.map(({ issuerId }) => issuerId))
  return { asked, found }
}

describe('numbered pages', () => {
  it('end with a page that is not full where no total is told', async () => {
    const pages = [{ tokens: [token('a'), token('b')] }, { tokens: [token('c')] }]
    expect(await read(2, pages)).toEqual({ asked: [1, 2], found: ['a', 'b', 'c'] })
  })

  it('end when as many came as are told', async () => {
    const pages = [
      { tokens: [token('a'), token('b')], total: 3 },
      { tokens: [token('c')], total: 3 },
    ]
    expect(await read(2, pages)).toEqual({ asked: [1, 2], found: ['a', 'b', 'c'] })
  })

  it('count rows, not the tokens that are left of them', async () => {
    const pages = [
      { tokens: [token('a')], rows: 2 },
      { tokens: [], rows: 2 },
      { tokens: [token('b')], rows: 1 },
    ]
    expect(await read(2, pages)).toEqual({ asked: [1, 2, 3], found: ['a', 'b'] })
  })

  it('begin again when the listing shrinks', async () => {
    const pages = [
      { tokens: [token('a'), token('b')], total: 4 },
      { tokens: [token('d')], total: 3 },
      { tokens: [token('b'), token('c')], total: 3 },
      { tokens: [token('d')], total: 3 },
    ]
    expect(await read(2, pages)).toEqual({ asked: [1, 2, 1, 2], found: ['a', 'b', 'd', 'c'] })
  })

  it('fail when fewer came than are told', async () => {
    const pages = [
      { tokens: [token('a')], total: 3 },
      { tokens: [], total: 3 },
    ]
    const error = await read(2, pages).catch((thrown: unknown) => thrown)
    expect(error instanceof Failure && error.error).toMatchObject({ kind: 'broken-body', code: 'paging' })
  })
})
