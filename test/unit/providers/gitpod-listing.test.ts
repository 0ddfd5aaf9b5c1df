import { describe, expect, it } from 'vitest'
import type { IssuedToken } from '#main/ports/provider'
import { Failure } from '#main/ports/failure'
import { listing } from '#main/providers/gitpod/listing'

const token = (id: number): IssuedToken => ({
  issuerId: `t-${id}`,
  name: `t-${id}`,
  description: '',
  created: { kind: 'unknown' },
  lastUsed: { kind: 'unknown' },
  expiry: { kind: 'never' },
  scopes: { kind: 'none' },
})

/** A service with this many tokens that gives so many on a page, whatever it is asked for. */
function service(count: number, perPage: number, total: number | 'untold' = count) {
  const asked: number[] = []
  const list = (page: number) => {
    asked.push(page)
    const ids = Array.from({ length: count }, (_, id) => id).slice((page - 1) * perPage, page * perPage)
    return Promise.resolve({ tokens: ids.map(token), total: total === 'untold' ? undefined : total })
  }
  return { asked, list }
}

async function idsOf(calls: ReturnType<typeof service>): Promise<string[]> {
  const ids: string[] = []
  for await (const { tokens } of listing(calls, new AbortController().signal)) {
    ids.push(...tokens.map(({ issuerId }) => issuerId))
  }
  return ids
}

describe('a list of Gitpod tokens', () => {
  it('is read to its end where a server gives fewer tokens a page than it is asked for', async () => {
    const calls = service(60, 25)
    expect(await idsOf(calls)).toHaveLength(60)
    expect(calls.asked).toEqual([1, 2, 3])
  })

  it('takes one call where all tokens are on one page', async () => {
    const calls = service(60, 100)
    expect(await idsOf(calls)).toHaveLength(60)
    expect(calls.asked).toEqual([1])
  })

  it('ends with a page that is not full where the server tells no total', async () => {
    const calls = service(150, 100, 'untold')
    expect(await idsOf(calls)).toHaveLength(150)
    expect(calls.asked).toEqual([1, 2])
  })

  it('is not taken for whole when fewer tokens came than there are', async () => {
    const failure = await idsOf(service(40, 25, 60)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Failure)
    expect(failure).toMatchObject({ error: { kind: 'broken-body' } })
  })
})
