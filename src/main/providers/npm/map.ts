import { z } from 'zod'
import type { Expiry } from '#shared/model/time'
import type { Scopes } from '#shared/model/token'
import type { IssuedToken } from '#main/ports/provider'
import { list } from '../kit/list.ts'
import { idText, optionalText, secretText } from '../kit/text.ts'
import { creationFromText, instantFromText } from '../kit/times.ts'
import { longestMask, readMask, type Mask } from './mask.ts'

// Bodies of npm/api-documentation (token.yaml) and of verdaccio, which has only some of the fields: everything but the
// key may be missing.

const time = z.string().nullish().catch(undefined)
const named = z.object({ name: z.string().catch(''), type: z.string().catch(''), action: z.string().catch('') })
const names = list(named, 1000).nullish().catch(undefined)

const facts = z.object({
  key: idText,
  name: optionalText(500).catch(''),
  description: optionalText(2000).catch(''),
  created: time,
  accessed: time,
  expiry: time,
  /** What the command line prints of an answer; the documentation has `expiry`. */
  expires: time,
  revoked: time,
  readonly: z.boolean().nullish().catch(undefined),
  bypass_2fa: z.boolean().nullish().catch(undefined),
  permissions: names,
  scopes: names,
})
type Facts = z.infer<typeof facts>

/** A listed token. */
export interface Row {
  readonly token: IssuedToken
  /** What the listing shows of the secret. */
  readonly mask: Mask | null
  readonly isRevoked: boolean
}

const rowSchema = facts
  .extend({ token: z.string().max(longestMask).nullish().catch(undefined) })
  .transform((row): Row => ({
    token: toIssuedToken(row),
    mask: readMask(row.token ?? ''),
    isRevoked: typeof row.revoked === 'string',
  }))

const urls = z.object({ next: z.string().max(4000).nullish().catch(undefined) })

export const listSchema = z
  .object({ objects: list(rowSchema), urls: urls.nullish().catch(undefined) })
  .transform((page) => ({ rows: page.objects, next: page.urls?.next || undefined }))

/** The answer to creating one: the only time that `token` is the whole secret. */
export const madeSchema = facts
  .extend({ token: secretText })
  .transform((made) => ({ token: toIssuedToken(made), hasName: made.name !== '', value: made.token }))

/** verdaccio says nothing of somebody whose token it does not know, and calls that a success. */
export const whoamiSchema = z.object({ username: idText.optional() }).transform(({ username }) => username)

function toIssuedToken(row: Facts): IssuedToken {
  return {
    issuerId: row.key,
    name: row.name || row.key,
    description: row.description,
    created: creationFromText(row.created),
    lastUsed: orNever(row.accessed),
    expiry: orNever(row.expiry === undefined ? row.expires : row.expiry),
    scopes: scopesOf(row),
  }
}

/** Null is documented as "never"; a field that is missing belongs to a registry that does not keep the fact. */
function orNever(text: string | null | undefined): Expiry {
  if (text === null) return { kind: 'never' }
  const at = instantFromText(text)
  return at === undefined ? { kind: 'unknown' } : { kind: 'at', at }
}

/** Names are put together of the registry's own words, such as `package:write` and `org acme`. */
function scopesOf({ readonly, bypass_2fa: bypasses, permissions, scopes }: Facts): Scopes {
  const may = (permissions ?? []).map(({ name, action }) => `${name}:${action}`)
  const of = (scopes ?? []).map(({ type, name }) => `${type} ${name}`.trim())
  if (may.length === 0 && of.length === 0) {
    if (readonly === undefined || readonly === null) return { kind: 'unknown' }
    return readonly ? { kind: 'listed', names: ['read-only'] } : { kind: 'full' }
  }
  const all = [...may, ...of, ...(bypasses ? ['bypass-2fa'] : [])]
  return { kind: 'listed', names: [...new Set(all.map((one) => one.slice(0, 200)))].slice(0, 200) }
}
