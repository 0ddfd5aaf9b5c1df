import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import { boundText } from '#main/providers/kit/times'
import { walk, type Fetched } from '#main/providers/kit/walk'

async function walked(pages: Readonly<Record<string, Fetched<number>>>): Promise<number[][]> {
  const found: number[][] = []
  for await (const things of walk('', (cursor) => Promise.resolve(pages[cursor]!))) found.push([...things])
  return found
}

describe('walking a list', () => {
  it('gives every page from the first to the one without a next', async () => {
    const pages = {
      '': { things: [1, 2], next: 'b' },
      b: { things: [], next: 'c' },
      c: { things: [2], next: undefined },
    }
    expect(await walked(pages)).toEqual([[1, 2], [], [2]])
  })

  it.each(['', 'b'])('ends with a failure when it leads back to %j', async (back) => {
    const pages = { '': { things: [1], next: 'b' }, b: { things: [2], next: back } }
    await expect(walked(pages)).rejects.toMatchObject({ error: { kind: 'broken-body', code: 'paging' } })
  })

  it('ends with a failure when there is always another page', async () => {
    let pages = 0
    const endless = async () => {
      for await (const things of walk('0', (cursor) =>
        Promise.resolve({ things: [1], next: String(Number(cursor) + 1) }),
      ))
        pages += things.length
    }
    await expect(endless()).rejects.toBeInstanceOf(Failure)
    expect(pages).toBe(10_000)
  })
})

describe('the bound of a search', () => {
  it('is a timestamp that services can read, whatever the instant', () => {
    expect(boundText(Date.UTC(2026, 10, 22, 9))).toBe('2026-11-22T09:00:00.000Z')
    expect(boundText(-8.64e15)).toBe('1970-01-01T00:00:00.000Z')
    expect(boundText(8.64e15)).toBe('9999-12-31T00:00:00.000Z')
  })
})
