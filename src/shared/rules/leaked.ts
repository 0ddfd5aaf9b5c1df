import type { ProviderRecord } from '../model/provider.ts'
import { recognise } from './recognise.ts'

/** The longest text of secrets, one on a line, that is taken at once: room for a thousand long ones. */
export const longestValues = 262_144

/**
 * Why a value is none that the provider would end. `checksum`: mistyped or cut off; `shape`: it begins like one and is none;
 * `other-provider`: it looks like another provider's; `not-ended`: the provider's, and of a kind that the call does not take.
 */
export const leftOutReasons = ['checksum', 'shape', 'other-provider', 'not-ended', 'unknown'] as const
export type LeftOutWhy = (typeof leftOutReasons)[number]

/** What a value is to the call that ends tokens by their values. */
export type LeakedLook =
  | { readonly ended: true; readonly prefix: string; readonly checked: boolean }
  | { readonly ended: false; readonly why: LeftOutWhy; readonly provider: string | null }

/**
 * Is this a secret that the provider of `record` would end? Told by its shape and its checksum alone, with no network, so
 * that nothing goes out that cannot be one.
 */
export function lookAtLeaked(value: string, record: ProviderRecord, catalogue: readonly ProviderRecord[]): LeakedLook {
  const found = recognise(value, catalogue)
  const own = found.find(({ provider }) => provider === record.id)
  const prefix = record.revokeByValue.values.find((one) => value.startsWith(one.prefix))?.prefix
  if (prefix !== undefined && own !== undefined) return { ended: true, prefix, checked: own.how === 'certain' }
  if (prefix !== undefined) return refused(isWhole(value, record) ? 'checksum' : 'shape')
  if (own !== undefined && own.how !== 'possible') return refused('not-ended')
  // Without a mark almost any long value fits.
  const other = found.find(({ how }) => how !== 'possible')
  return other === undefined ? refused('unknown') : refused('other-provider', other.provider)
}

/** It has the length and the letters of one; then only its checksum is wrong. */
function isWhole(value: string, { shapes }: ProviderRecord): boolean {
  return shapes.some(({ prefix, pattern }) => value.startsWith(prefix) && new RegExp(pattern).test(value))
}

function refused(why: LeftOutWhy, provider: string | null = null): LeakedLook {
  return { ended: false, why, provider }
}

/** The lines of a text that are not empty, with the number that each has in it, from 1. */
export function linesOf(text: string): readonly { readonly line: number; readonly value: string }[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((value, at) => ({ line: at + 1, value: value.trim() }))
    .filter(({ value }) => value !== '')
}
