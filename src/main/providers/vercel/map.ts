import { z } from 'zod'
import { furthestInstant, type Expiry } from '#shared/model/time'
import type { Scopes } from '#shared/model/token'
import type { IssuedToken } from '#main/ports/provider'
import { list } from '../kit/list.ts'
import { madeOf } from '../kit/made.ts'
import { idText, optionalText, secretText } from '../kit/text.ts'

// `AuthToken` of vercel/sdk, src/models/authtoken.ts. Every time is in milliseconds.

/** 0 for what is there and cannot be read: an absent end means that there is none. */
const time = z.number().nullish().catch(0)

const scopeSchema = z.object({ type: optionalText(60), teamId: optionalText(190) })

const facts = z.object({
  id: idText,
  name: optionalText(500),
  scopes: list(scopeSchema, 1000).nullish(),
  createdAt: time,
  activeAt: time,
  expiresAt: time,
  revokedAt: time,
  leakedAt: time,
  leakedUrl: optionalText(500),
})
type Facts = z.infer<typeof facts>

const tokenSchema = facts.transform((row) => ({ token: toIssuedToken(row), isRevoked: !!row.revokedAt }))

/** A page of tokens, and where the next one begins; the last page has none. Revoked ones are no tokens any more. */
export const listSchema = z
  .object({
    tokens: list(tokenSchema),
    pagination: z.object({ next: z.union([z.number(), z.string().max(300)]).nullish() }).nullish(),
  })
  .transform(({ tokens, pagination }) => ({
    tokens: tokens.filter(({ isRevoked }) => !isRevoked).map(({ token }) => token),
    next: pagination?.next ? String(pagination.next) : undefined,
  }))

export const oneSchema = z.object({ token: tokenSchema }).transform(({ token }) => token.token)

/** The only answer with a secret in it. */
export const madeSchema = z
  .object({ token: madeOf(facts), bearerToken: secretText })
  .transform(({ token, bearerToken }) => ({ token: toIssuedToken(token), value: bearerToken }))

export const userSchema = z
  .object({
    user: z.object({
      id: idText,
      username: optionalText(300),
      name: optionalText(300),
      email: z.string().max(320).nullish().catch(undefined),
    }),
  })
  .transform(({ user }) => user)

function toIssuedToken(row: Facts): IssuedToken {
  const created = timeOf(row.createdAt)
  const leakedAt = timeOf(row.leakedAt)
  return {
    issuerId: row.id,
    name: row.name || row.id,
    description: '',
    created: created.kind === 'at' ? created : { kind: 'unknown' },
    lastUsed: row.activeAt === null ? { kind: 'never' } : timeOf(row.activeAt),
    // The description says of an absent one that it never expires.
    expiry: row.expiresAt === null || row.expiresAt === undefined ? { kind: 'never' } : timeOf(row.expiresAt),
    scopes: scopesOf(row.scopes),
    // Vercel is told by those who look through public code for secrets.
    ...(leakedAt.kind === 'at' || row.leakedUrl !== ''
      ? {
          leaked: {
            at: leakedAt.kind === 'at' ? leakedAt.at : null,
            ...(row.leakedUrl === '' ? {} : { where: row.leakedUrl }),
          },
        }
      : {}),
  }
}

function timeOf(at: number | null | undefined): Expiry {
  const isTime = at !== null && at !== undefined && at > 0 && at <= furthestInstant
  return isTime ? { kind: 'at', at: Math.trunc(at) } : { kind: 'unknown' }
}

/** A person's whole account, or what a team lets them do. */
function scopesOf(scopes: Facts['scopes']): Scopes {
  if (scopes === null || scopes === undefined) return { kind: 'unknown' }
  if (scopes.some(({ type }) => type === 'user')) return { kind: 'full' }
  const names = new Set(scopes.map(({ type, teamId }) => (teamId === '' ? type : `${type}:${teamId}`).slice(0, 200)))
  return names.size === 0 ? { kind: 'none' } : { kind: 'listed', names: [...names].slice(0, 200) }
}
