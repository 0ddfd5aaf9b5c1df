import { z } from 'zod'
import type { Creation, Expiry } from '#shared/model/time'
import type { Scopes } from '#shared/model/token'
import type { IssuedToken } from '#main/ports/provider'
import { list } from '../kit/list.ts'
import { madeOf } from '../kit/made.ts'
import { idNumber, optionalText, secretText } from '../kit/text.ts'
import { creationFromText, fromTextOrNull } from '../kit/times.ts'
import { everything } from './scopes.ts'

// `PersonalAccessToken` and `Profile` of Linode's API description. Times name no zone and are in UTC.

/**
 * Linode's Cloud Manager makes "never" of two hundred years, and reads it in what is further away than a hundred
 * (linode/manager, features/Profile/APITokens).
 */
const foreverAfter = 100 * 365.25 * 86_400_000
/** Version 4 of the API knows none older. */
const firstOfAll = Date.UTC(2017, 0, 1)

const facts = z.object({
  id: idNumber,
  label: optionalText(500),
  created: z.string().nullish(),
  expiry: z.string().nullish(),
  scopes: z.string().nullish(),
})
type Facts = z.infer<typeof facts>

/** So much of every secret is listed: enough to tell one from another, and no secret. Anything longer is not read. */
const shown = 16

/** A listed token. */
export interface Row {
  readonly token: IssuedToken
  /** How its secret begins, where Linode shows that. */
  readonly start: string | undefined
}

/** A token in every answer but the one that makes it. */
export const rowSchema = facts
  .extend({ token: z.string().length(shown).optional().catch(undefined) })
  .transform(({ token: start, ...row }): Row => ({ token: toIssuedToken(row), start }))

export const listSchema = z
  .object({ data: list(rowSchema), results: z.int().nonnegative().optional() })
  .transform(({ data, results }) => ({ rows: data, total: results }))

/** The answer to making one: the only time that `token` is the whole secret. */
export const madeSchema = madeOf(facts.extend({ token: secretText })).transform(({ token: value, ...made }) => ({
  token: toIssuedToken(made),
  value,
}))

export const profileSchema = z.object({
  uid: idNumber,
  username: optionalText(300),
  email: z.string().max(320).nullish().catch(undefined),
})

function toIssuedToken(row: Facts): IssuedToken {
  const created = creationFromText(row.created)
  return {
    issuerId: row.id,
    name: row.label || row.id,
    description: '',
    created,
    // Linode keeps no such date.
    lastUsed: { kind: 'unknown' },
    expiry: expiryOf(row.expiry, created),
    scopes: scopesOf(row.scopes),
  }
}

/** Null is documented as "never". */
function expiryOf(text: string | null | undefined, created: Creation): Expiry {
  const expiry = fromTextOrNull(text)
  if (expiry.kind !== 'at') return expiry
  const from = created.kind === 'at' ? created.at : firstOfAll
  return expiry.at - from > foreverAfter ? { kind: 'never' } : expiry
}

/** Names with commas or blanks between; both are in use. */
function scopesOf(text: string | null | undefined): Scopes {
  if (text === null || text === undefined) return { kind: 'unknown' }
  const names = new Set(text.split(/[\s,]+/).filter((name) => name !== ''))
  if (names.size === 0) return { kind: 'none' }
  if (names.has(everything)) return { kind: 'full' }
  return { kind: 'listed', names: [...names].map((name) => name.slice(0, 200)).slice(0, 200) }
}
