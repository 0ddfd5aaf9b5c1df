import { z } from 'zod'
import type { Owner } from '#shared/model/owner'
import type { Expiry } from '#shared/model/time'
import type { Scopes } from '#shared/model/token'
import type { IssuedToken } from '#main/ports/provider'
import { list } from '../kit/list.ts'
import { madeOf } from '../kit/made.ts'
import { idNumber, optionalText, secretText } from '../kit/text.ts'
import { creationFromText, fromTextOrNull, instantFromDay } from '../kit/times.ts'

// Entities of gitlabhq/gitlabhq, lib/api/entities: personal_access_token.rb, resource_access_token.rb, user.rb. Instances
// of many versions are in use, so only the id is taken for granted.

const tokenSchema = z.object({
  id: idNumber,
  name: optionalText(500),
  description: optionalText(2000),
  created_at: z.string().nullish(),
  last_used_at: z.string().nullish(),
  /** A day; the token ends as it begins, in UTC. */
  expires_at: z.string().nullish(),
  scopes: list(z.string(), 1000).nullish(),
  user_id: idNumber.nullish(),
  revoked: z.boolean().nullish(),
  access_level: z.int().nullish(),
  last_used_ips: list(z.string(), 100).nullish(),
  resource_type: z.string().nullish(),
  resource_id: idNumber.nullish(),
})
type GitlabToken = z.infer<typeof tokenSchema>

/** A token, and what stands around it. */
export interface Told {
  readonly token: IssuedToken
  readonly isRevoked: boolean
  /** Of the person, or of the bot behind a project's or group's token. */
  readonly userId: string | undefined
  /** Where the instance tells it: the project or group whose token it is. */
  readonly resource: Pick<Owner, 'kind' | 'id'> | undefined
}

export const toldSchema = tokenSchema.transform((token): Told => ({
  token: toIssuedToken(token),
  isRevoked: token.revoked === true,
  userId: token.user_id ?? undefined,
  resource: resourceOf(token),
}))

export const listSchema = list(toldSchema)

/** The only answer with a secret in it: to creating and to rotating. */
export const madeSchema = madeOf(tokenSchema.extend({ token: secretText })).transform(({ token: value, ...token }) => ({
  // What was made just now was never used; samples of that answer leave it out.
  token: { ...toIssuedToken(token), lastUsed: { kind: 'never' } } satisfies IssuedToken,
  value,
}))

function toIssuedToken(token: GitlabToken): IssuedToken {
  const role =
    roleNames.get(token.access_level ?? 0) ?? (token.access_level ? `Level ${token.access_level}` : undefined)
  const ips = (token.last_used_ips ?? []).map((ip) => ip.slice(0, 60)).slice(0, 20)
  return {
    issuerId: token.id,
    name: token.name || token.id,
    description: token.description,
    created: creationFromText(token.created_at),
    lastUsed: fromTextOrNull(token.last_used_at),
    expiry: expiryOf(token.expires_at),
    scopes: scopesOf(token.scopes),
    ...(role === undefined ? {} : { role }),
    ...(ips.length === 0 ? {} : { lastUsedFrom: ips }),
  }
}

function expiryOf(day: string | null | undefined): Expiry {
  if (day === null) return { kind: 'never' }
  const at = instantFromDay(day)
  return at === undefined ? { kind: 'unknown' } : { kind: 'at', at }
}

function scopesOf(names: readonly string[] | null | undefined): Scopes {
  if (names === null || names === undefined) return { kind: 'unknown' }
  if (names.length === 0) return { kind: 'none' }
  return { kind: 'listed', names: [...new Set(names)].map((name) => name.slice(0, 200)).slice(0, 200) }
}

function resourceOf({ resource_type: kind, resource_id: id }: GitlabToken): Told['resource'] {
  return (kind === 'project' || kind === 'group') && id != null ? { kind, id } : undefined
}

/** GitLab's roles by their numbers (doc/api/access_requests.md). */
export const roles: readonly { readonly level: number; readonly name: string; readonly says: string }[] = [
  { level: 10, name: 'Guest', says: 'Sees issues and little else.' },
  { level: 15, name: 'Planner', says: 'Plans: issues, epics and milestones.' },
  { level: 20, name: 'Reporter', says: 'Reads code and reports.' },
  { level: 30, name: 'Developer', says: 'Writes code and runs pipelines.' },
  { level: 40, name: 'Maintainer', says: 'Administers: settings, protected branches and tokens.' },
  { level: 50, name: 'Owner', says: 'May do everything, deleting included.' },
]
const roleNames = new Map(roles.map(({ level, name }) => [level, name]))

export const userSchema = z.object({
  id: idNumber,
  username: optionalText(300),
  name: optionalText(300),
  email: z.string().nullish(),
  bot: z.boolean().nullish(),
})
export type GitlabUser = z.infer<typeof userSchema>

/** A page of groups, with their paths for names: those are what people know them by, and what pages are under. */
export const groupsSchema = list(
  z
    .object({ id: idNumber, full_path: optionalText(300), name: optionalText(300) })
    .transform(({ id, full_path: path, name }): Owner => ({ kind: 'group', id, name: path || name || id })),
)

/** A page of projects. */
export const projectsSchema = list(
  z
    .object({ id: idNumber, path_with_namespace: optionalText(300), name: optionalText(300) })
    .transform(({ id, path_with_namespace: path, name }): Owner => ({ kind: 'project', id, name: path || name || id })),
)
