import type { PlaceInList } from '#shared/model/preferences'
import type { TokenStatus } from '#shared/rules/expiry'

/** Tokens that are alive, and how many of them have expired or are due. */
export interface Count {
  readonly total: number
  readonly expired: number
  readonly due: number
}

export type PlaceCounts = (place: PlaceInList) => Count

/** The tokens of one owner in one account are counted together. */
export interface Bucket {
  readonly accountId: string
  readonly ownerKey: string
  total: number
  expired: number
  due: number
}

interface Counted {
  readonly bucket: Bucket
  readonly status: TokenStatus
}

const nothing: Count = { total: 0, expired: 0, due: 0 }

/** Gives each owner of an account its bucket, always the same one. */
export function createBuckets() {
  const buckets = new Map<string, Bucket>()
  let counts: PlaceCounts = () => nothing
  let signature = ''

  function bucketOf(accountId: string, ownerKey: string): Bucket {
    const key = `${accountId}\n${ownerKey}`
    let bucket = buckets.get(key)
    if (!bucket) buckets.set(key, (bucket = { accountId, ownerKey, ...nothing }))
    return bucket
  }

  /** Counts the living tokens; the same function as before when all counts are the same. */
  function count(entries: Iterable<Counted>): PlaceCounts {
    for (const bucket of buckets.values()) bucket.total = bucket.expired = bucket.due = 0
    for (const { bucket, status } of entries) {
      if (status.kind === 'revoked' || status.kind === 'gone') continue
      bucket.total += 1
      if (status.kind === 'expired') bucket.expired += 1
      else if (status.kind === 'due') bucket.due += 1
    }
    const now = [...buckets].map(([key, { total, expired, due }]) => `${key} ${total} ${expired} ${due}`).join('\n')
    if (now !== signature) {
      signature = now
      counts = countsOf([...buckets.values()].map((bucket) => ({ ...bucket })))
    }
    return counts
  }

  return { bucketOf, count }
}

function sumOf(buckets: readonly Bucket[]): Count {
  return buckets.reduce<Count>(
    (sum, { total, expired, due }) => ({
      total: sum.total + total,
      expired: sum.expired + expired,
      due: sum.due + due,
    }),
    nothing,
  )
}

function countsOf(buckets: readonly Bucket[]): PlaceCounts {
  return (place) => {
    if (place.kind === 'all') return sumOf(buckets)
    const inAccount = buckets.filter(({ accountId }) => accountId === place.accountId)
    return sumOf(place.kind === 'account' ? inAccount : inAccount.filter(({ ownerKey }) => ownerKey === place.ownerKey))
  }
}
