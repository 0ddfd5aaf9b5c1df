import { z } from 'zod'
import type { Organization } from '#shared/model/account'
import type { Expiry } from '#shared/model/time'
import type { Scopes } from '#shared/model/token'
import type { IssuedToken } from '#main/ports/provider'
import { list } from '../kit/list.ts'
import { madeOf } from '../kit/made.ts'
import { idText, optionalText, secretText } from '../kit/text.ts'
import { creationFromText, instantFromText } from '../kit/times.ts'

// Messages of gitpod-io/gitpod, components/public-api/gitpod/experimental/v1, in protobuf's JSON mapping: empty fields
// are left out, 64-bit numbers are strings, timestamps are RFC 3339.

/** Gitpod cannot say "never": its dashboard sends this date for it. */
export const never = '2038-01-01T00:00:00Z'
const neverFrom = Date.parse(never)

const tokenSchema = z.object({
  id: idText,
  name: optionalText(500),
  scopes: list(z.string()).nullish(),
  expirationTime: z.string().nullish(),
  createdAt: z.string().nullish(),
})

/** A token as the service gives it in every answer but those that make a secret. */
export const issuedTokenSchema = tokenSchema.transform(toIssuedToken)

/** A token with its secret: the answer to creating and regenerating one. */
export const madeSchema = z
  .object({ token: madeOf(tokenSchema.extend({ value: secretText })) })
  .transform(({ token }) => ({ token: toIssuedToken(token), value: token.value }))

const count = z
  .union([z.string().regex(/^\d{1,15}$/), z.int().nonnegative()])
  .nullish()
  .transform((value) => (value == null ? undefined : Number(value)))

export const listSchema = z
  .object({ tokens: list(issuedTokenSchema).nullish(), totalResults: count })
  .transform(({ tokens, totalResults }) => ({ tokens: tokens ?? [], total: totalResults }))

export const userSchema = z
  .object({ user: z.object({ id: idText, name: optionalText(300) }) })
  .transform(({ user }) => user)

const teamSchema = z.object({
  id: idText,
  name: optionalText(300),
  members: list(
    z.object({ userId: z.string().nullish(), role: z.string().nullish(), fullName: optionalText(300) }),
  ).nullish(),
})
export type GitpodTeam = z.infer<typeof teamSchema>
export const teamsSchema = z.object({ teams: list(teamSchema).nullish() }).transform(({ teams }) => teams ?? [])

/** Gitpod calls organizations teams. The role is that of the person with `userId`: `owner` or `member`. */
export function toOrganization(team: GitpodTeam, userId: string): Organization {
  const role = (team.members ?? []).find((member) => member.userId === userId)?.role
  const known = role === 'TEAM_ROLE_OWNER' ? 'owner' : role === 'TEAM_ROLE_MEMBER' ? 'member' : undefined
  return { id: team.id, name: team.name || team.id, ...(known === undefined ? {} : { role: known }) }
}

function toIssuedToken(token: z.infer<typeof tokenSchema>): IssuedToken {
  return {
    issuerId: token.id,
    name: token.name || token.id,
    description: '',
    created: creationFromText(token.createdAt),
    // The service keeps no such date.
    lastUsed: { kind: 'unknown' },
    expiry: expiryOf(token.expirationTime),
    scopes: scopesOf(token.scopes ?? []),
  }
}

function expiryOf(text: string | null | undefined): Expiry {
  const at = instantFromText(text)
  if (at === undefined) return { kind: 'unknown' }
  return at >= neverFrom ? { kind: 'never' } : { kind: 'at', at }
}

/** Scopes come in any order; none at all is a token that may do nothing. */
function scopesOf(names: readonly string[]): Scopes {
  const given = new Set(names)
  if (given.size === 0) return { kind: 'none' }
  if (given.size === 2 && given.has('function:*') && given.has('resource:default')) return { kind: 'full' }
  return { kind: 'listed', names: [...given].map((name) => name.slice(0, 200)).slice(0, 200) }
}
