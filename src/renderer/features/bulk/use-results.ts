import { useEffect, useState } from 'react'
import type { Bulk, BulkResult } from '#shared/contract/bulk'
import { call } from '#renderer/data/bridge'

interface Read {
  readonly key: string
  readonly results: readonly BulkResult[]
}

/** What became of each token so far: reads on as often as the numbers grow, and anew when what failed is tried again. */
export function useResults({ id: bulkId, round, done, gone, failed }: Bulk): readonly BulkResult[] {
  const key = `${bulkId} ${round}`
  const [read, setRead] = useState<Read>({ key, results: [] })
  const known = read.key === key ? read.results : []
  const from = known.length
  const isBehind = from < done + gone + failed

  useEffect(() => {
    if (!isBehind) return
    let isWanted = true
    void call('bulk.results', { bulkId, from }).then((answer) => {
      if (!isWanted || !answer.ok || answer.value.round !== round || answer.value.results.length === 0) return
      const { results } = answer.value
      setRead((before) => ({
        key,
        results: [...(before.key === key ? before.results : []).slice(0, from), ...results],
      }))
    })
    return () => {
      isWanted = false
    }
  }, [bulkId, round, key, from, isBehind])

  return known
}
