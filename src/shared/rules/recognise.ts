import type { SecretShape } from '../model/provider.ts'
import { hasGithubChecksum } from './github-checksum.ts'

/** A kind of secret that a value looks like. */
export interface Likeness {
  readonly provider: string
  /** The kind of token; null where the value does not tell. */
  readonly kind: string | null
  /** `certain`: a checksum in the value is right. `likely`: a prefix says so. `possible`: only the shape fits. */
  readonly how: 'certain' | 'likely' | 'possible'
}

/** What a record of a provider says of its secrets. */
export interface Shaped {
  readonly id: string
  readonly shapes: readonly SecretShape[]
}

const rank = { certain: 0, likely: 1, possible: 2 } as const

/**
 * What a pasted or found value may be a secret of, most likely first, by its shape alone and with no network. A value with
 * a checksum that is wrong is none of that provider's. Never a proof: a shape says nothing about whether it works.
 */
export function recognise(value: string, records: readonly Shaped[]): Likeness[] {
  const found = records.flatMap(({ id, shapes }) =>
    shapes.flatMap((shape): Likeness[] => {
      const how = likeness(value, shape)
      return how === null ? [] : [{ provider: id, kind: shape.kind, how }]
    }),
  )
  return found.sort((a, b) => rank[a.how] - rank[b.how])
}

/** Has the value the beginning, the length and the letters of such a secret, whatever its checksum says? */
export function fits(value: string, { prefix, pattern }: SecretShape): boolean {
  return value.startsWith(prefix) && new RegExp(pattern).test(value)
}

function likeness(value: string, shape: SecretShape): Likeness['how'] | null {
  const { prefix, checksum } = shape
  if (!fits(value, shape)) return null
  if (checksum === 'github') return hasGithubChecksum(value) ? 'certain' : null
  return prefix === '' ? 'possible' : 'likely'
}
