import { z } from 'zod'
import type { Identity, Organization, Team } from '#shared/model/account'
import type { FormOptions } from '#shared/model/provider'
import type { Scopes } from '#shared/model/token'
import type { IssuedToken } from '#main/ports/provider'
import { list } from '../kit/list.ts'
import { idText, optionalText, secretText } from '../kit/text.ts'
import { creationFromText, fromSecondsOrNever } from '../kit/times.ts'
import { isSameLogin, refreshScope } from './own.ts'

// Shapes of Pulumi Cloud's OpenAPI description (`AccessToken`, `User`, `Team` ...), read leniently: samples of older
// servers lack fields that it calls required.

const number = z.number().nullish()

const accessTokenSchema = z.object({
  id: idText,
  name: optionalText(500),
  description: optionalText(2000),
  created: z.string().nullish(),
  lastUsed: number,
  expires: number,
  admin: z.boolean().nullish(),
  createdBy: optionalText(300),
  role: z.object({ name: optionalText(200), defaultIdentifier: optionalText(200) }).nullish(),
  type: z.string().nullish(),
})
type AccessToken = z.infer<typeof accessTokenSchema>

/** A page of tokens, and the token of the next page; the last page has none. */
export const listSchema = z
  .object({ tokens: list(accessTokenSchema), continuationToken: z.string().max(4000).nullish() })
  .transform(({ tokens, continuationToken }) => ({
    tokens: tokens.map(toIssuedToken),
    next: continuationToken ? continuationToken : undefined,
  }))

/** The only answer with a secret in it. */
export const madeSchema = z.object({ id: idText, tokenValue: secretText })

/**
 * A listed token. A personal one has no name: its description stands in for it, or its id when that is empty too.
 *
 * Refresh tokens of agent sign-ups are listed with the personal ones and revoked like them, so they are rows of that
 * part; the one scope `refresh` tells them from personal tokens, as Pulumi Cloud takes them for nothing but an exchange.
 */
function toIssuedToken(token: AccessToken): IssuedToken {
  const role = token.role ? token.role.name || token.role.defaultIdentifier : ''
  return {
    issuerId: token.id,
    name: token.name || token.description.slice(0, 500) || token.id,
    description: token.description,
    created: creationFromText(token.created),
    lastUsed: fromSecondsOrNever(token.lastUsed),
    expiry: fromSecondsOrNever(token.expires),
    scopes: scopesOf(token),
    ...(role === '' ? {} : { role }),
    ...(token.admin === true ? { admin: true } : {}),
    ...(token.createdBy === '' ? {} : { createdBy: token.createdBy }),
  }
}

/** Personal and team tokens may do what their owner may; what an organization's may do, only its role tells. */
function scopesOf({ type, admin, name }: AccessToken): Scopes {
  if (type === 'refresh') return { kind: 'listed', names: [refreshScope] }
  if (type === 'personal' || type === 'team' || admin === true) return { kind: 'full' }
  // Older servers send no type; a token without a name is a personal one.
  return { kind: type === 'organization' || name !== '' ? 'unknown' : 'full' }
}

const organizationSchema = z.object({ githubLogin: z.string(), name: optionalText(300), role: optionalText(100) })
const tokenInfoSchema = z.object({ name: optionalText(300), organization: optionalText(300), team: optionalText(300) })

/** Who calls. `tokenInfo` is there only when it is a machine's token that calls. */
export const userSchema = z.object({
  id: z.string().max(300).nullish(),
  githubLogin: idText,
  name: optionalText(300),
  email: z.string().nullish(),
  organizations: list(organizationSchema).nullish(),
  tokenInfo: tokenInfoSchema.nullish(),
})
export type User = z.infer<typeof userSchema>

/** Who a credential is, without the teams, which are asked for apart. */
export function toIdentity(user: User): Identity {
  const organizations = organizationsOf(user)
  const common = { login: user.githubLogin, organizations, teams: [] }
  const { tokenInfo } = user
  if (!tokenInfo?.organization) {
    const email = user.email ?? ''
    return {
      ...common,
      id: user.id ? user.id : user.githubLogin,
      name: user.name || user.githubLogin,
      ...(email === '' || email.length > 320 ? {} : { email }),
      kind: 'person',
    }
  }
  const { name, organization, team } = tokenInfo
  const found = organizations.find((one) => isSameLogin(one.id, organization))
  return {
    ...common,
    // Of the organization or the team itself: two tokens of one organization are the same caller with other rights.
    id: (team === '' ? organization : `${organization}/${team}`).slice(0, 300),
    name: team === '' ? (found?.name ?? organization) : team,
    kind: team === '' ? 'organization' : 'team',
    ...(name === '' ? {} : { tokenName: name }),
    organizations: found ? organizations : [{ id: organization, name: organization }, ...organizations],
    teams: team === '' ? [] : [{ id: team, name: team, organization: found?.id ?? organization }],
  }
}

function organizationsOf({ organizations }: User): Organization[] {
  return (organizations ?? [])
    .filter(({ githubLogin }) => githubLogin !== '' && githubLogin.length <= 300)
    .slice(0, 999)
    .map(({ githubLogin, name, role }) => ({
      id: githubLogin,
      name: name || githubLogin,
      ...(role === '' ? {} : { role }),
    }))
}

export const teamsSchema = z
  .object({ teams: list(z.object({ name: idText, displayName: optionalText(300) })).nullish() })
  .transform(({ teams }) => teams ?? [])

export function toTeam(organization: string, team: z.infer<typeof teamsSchema>[number]): Team {
  return { id: team.name, name: team.displayName || team.name, organization }
}

/** The roles an organization token can be given. */
export const rolesSchema = z
  .object({
    roles: list(
      z.object({ id: z.string().min(1).max(200), name: optionalText(300), description: optionalText(2000) }),
    ).nullish(),
  })
  .transform(({ roles }): FormOptions['roles'] => (roles ?? []).slice(0, 500))

/** The organization's expiry policy in days; null when it has none. */
export const policySchema = z
  .object({ maxAccessTokenExpiryDays: z.int().nullish() })
  .transform(({ maxAccessTokenExpiryDays: days }) => (days ? days : null))
