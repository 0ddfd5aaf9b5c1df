import { expect, it } from 'vitest'
import type { Expiry } from '#shared/model/time'
import { createBuckets } from '#renderer/data/counts'
import { makeEntry } from '#renderer/data/entry'
import { cellTexts, cellTitle } from '#renderer/features/tokens/cells'
import { sampleNow, sampleRow } from '#test/support/sample'

const cell = (expiry: Expiry) => {
  const names = { provider: 'Pulumi', account: 'work', kind: 'Personal', initials: 'P' }
  const terms = { column: 'name', now: sampleNow, steps: { all: [], by: {} } } as const
  const entry = makeEntry(
    sampleRow({ expiry }),
    { names, bucket: createBuckets().bucketOf('a', 'b'), group: { haystack: '', rest: [] } },
    terms,
  )
  return [cellTexts(entry).expires, cellTitle(entry, 'expires')]
}

it('marks an expiry that a person has typed, and says in the tooltip who else says so', () => {
  const at = new Date(2027, 2, 12).getTime()
  const [told, toldTitle] = cell({ kind: 'at', at })
  expect(told).toBe('12 Mar 2027')
  expect(cell({ kind: 'at', at, by: 'typed' })).toEqual(['12 Mar 2027 (typed)', `${toldTitle}, typed by hand`])
  expect(cell({ kind: 'at', at, by: 'secret' })).toEqual([told, `${toldTitle}, says the secret itself`])
  expect(cell({ kind: 'unknown' })).toEqual(['Unknown', 'Unknown'])
})
