import { describe, expect, it } from 'vitest'
import type { AuditEvent } from '#shared/model/audit-event'
import { Failure } from '#main/ports/failure'
import { eventPages, type FetchedEvents } from '#main/providers/kit/events'

const stretch = { from: 100, to: 200 }

function event(id: string, at = 150): AuditEvent {
  return { id, at, action: '', actor: '', target: '', description: '', tokenIssuerId: null, from: '', succeeded: null }
}

async function all(log: AsyncIterable<readonly AuditEvent[]>): Promise<string[][]> {
  const given: string[][] = []
  for await (const chunk of log) given.push(chunk.map(({ id }) => id))
  return given
}

function book(chapters: Record<string, FetchedEvents<string>>) {
  return (cursor: string) => Promise.resolve(chapters[cursor]!)
}

describe('paging through a log', () => {
  it('follows the cursors to the end, pages without events too', async () => {
    const fetch = book({
      '': { events: [event('a'), event('b')], next: 'x' },
      x: { events: [], next: 'y' },
      y: { events: [event('c')], next: undefined },
    })
    expect(await all(eventPages(stretch, '', fetch))).toEqual([['a', 'b'], [], ['c']])
  })

  it('gives an event once that comes twice, on one page or on two', async () => {
    const fetch = book({
      '': { events: [event('a'), event('a')], next: 'x' },
      x: { events: [event('a'), event('b')], next: undefined },
    })
    expect(await all(eventPages(stretch, '', fetch))).toEqual([['a'], ['b']])
  })

  it('has the first instant of the stretch and not the last one', async () => {
    const events = [event('late', 200), event('last', 199), event('first', 100), event('early', 99)]
    expect(await all(eventPages(stretch, '', book({ '': { events, next: undefined } })))).toEqual([['last', 'first']])
  })

  it('fails where the cursors lead in a circle', async () => {
    const fetch = book({ '': { events: [event('a')], next: 'x' }, x: { events: [event('b')], next: '' } })
    await expect(all(eventPages(stretch, '', fetch))).rejects.toEqual(new Failure('broken-body', { code: 'paging' }))
  })

  it('fails where page after page has nothing new, and not for one or two of them', async () => {
    const same = (page: number) => Promise.resolve({ events: [event('a')], next: page + 1 })
    await expect(all(eventPages(stretch, 0, same))).rejects.toEqual(new Failure('broken-body', { code: 'paging' }))
    const grown = (page: number) =>
      Promise.resolve({ events: [event(page < 3 ? 'a' : 'b')], next: page < 3 ? page + 1 : undefined })
    expect(await all(eventPages(stretch, 0, grown))).toEqual([['a'], [], [], ['b']])
  })

  it('fails where empty pages never end', async () => {
    const empty = (page: number) => Promise.resolve({ events: [], next: page + 1 })
    await expect(all(eventPages(stretch, 0, empty))).rejects.toEqual(new Failure('broken-body', { code: 'paging' }))
  })
})
