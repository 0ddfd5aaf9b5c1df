import type { ProviderRecord } from '../model/provider.ts'
import { fits, recognise, type Likeness } from './recognise.ts'

/** The longest text of secrets, one on a line, that is taken at once: room for a thousand long ones. */
export const longestValues = 262_144
/** So many secrets at most are looked at together. */
export const mostLeaked = 1_000

/**
 * Why a line is no secret. `checksum`: mistyped or cut off; `shape`: it begins like one and is none; `unknown`: nothing of it
 * looks like one.
 */
export const leftOutReasons = ['checksum', 'shape', 'unknown'] as const
export type LeftOutWhy = (typeof leftOutReasons)[number]

/** What a value is by its shape. `provider`: of which it begins like one and is none. */
export type LeakedLook =
  | { readonly is: 'secret'; readonly how: Likeness['how']; readonly likenesses: readonly Likeness[] }
  | { readonly is: 'none'; readonly why: LeftOutWhy; readonly provider: string | null }

/**
 * Whose secret can this be? Told by its shape and its checksum alone, with no network. Providers that mark their secrets
 * come before those of which almost any long value could be one.
 */
export function lookAtLeaked(value: string, catalogue: readonly ProviderRecord[]): LeakedLook {
  const found = recognise(value, catalogue)
  const [first] = found
  if (first !== undefined && first.how !== 'possible') {
    return { is: 'secret', how: first.how, likenesses: found.filter(({ how }) => how === first.how) }
  }
  const marked = catalogue.find(({ shapes }) => shapes.some(({ prefix }) => prefix !== '' && value.startsWith(prefix)))
  if (marked !== undefined) {
    return { is: 'none', why: isWhole(value, marked) ? 'checksum' : 'shape', provider: marked.id }
  }
  if (first !== undefined) return { is: 'secret', how: 'possible', likenesses: found }
  return { is: 'none', why: 'unknown', provider: null }
}

/** What a provider's secrets begin with, of those that its public call ends; undefined where none of them is this. */
export function endedByValue(value: string, { revokeByValue }: ProviderRecord): string | undefined {
  if (revokeByValue.support.how !== 'native') return undefined
  return revokeByValue.values.find(({ prefix }) => value.startsWith(prefix))?.prefix
}

/** It has the length and the letters of one; then only its checksum is wrong. */
function isWhole(value: string, { shapes }: ProviderRecord): boolean {
  return shapes.some((shape) => fits(value, shape))
}

/** The lines of a text that are not empty, with the number that each has in it, from 1. */
export function linesOf(text: string): readonly { readonly line: number; readonly value: string }[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((value, at) => ({ line: at + 1, value: value.trim() }))
    .filter(({ value }) => value !== '')
}
