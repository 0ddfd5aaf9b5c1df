import { z } from 'zod'
import type { HttpResponse } from '#main/ports/http'
import type { Expiry } from '#shared/model/time'
import type { RateLimit, Scopes } from '#shared/model/token'
import type { IssuedToken } from '#main/ports/provider'
import { json, type BodyReader } from '../kit/body.ts'
import { list } from '../kit/list.ts'
import { idNumber, idText, optionalText } from '../kit/text.ts'
import { creationFromText, fromTextOrNull, instantFromSeconds, instantFromText } from '../kit/times.ts'

// Shapes of GitHub's OpenAPI description: `simple-user`, `organization-programmatic-access-grant`, `installation`.

const userSchema = z.object({
  id: idNumber,
  login: idText,
  name: optionalText(300),
  email: z.string().nullish(),
})
export type GithubUser = z.infer<typeof userSchema>

/** Whose token it is, and what the headers of every answer say of it. */
export interface Told {
  readonly user: GithubUser
  /** Null where it has none to tell: only tokens with scopes do. */
  readonly scopes: Scopes | null
  readonly expiry: Expiry
  /** Undefined where there is none, as at most Enterprise Servers. */
  readonly rateLimit: RateLimit | undefined
}

export const toldReader: BodyReader<Told> = (body, answer) => ({
  user: json(userSchema)(body),
  scopes: scopesOf(answer),
  expiry: expiryOf(answer),
  rateLimit: rateLimitOf(answer),
})

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api: calls, and unix seconds. */
function rateLimitOf({ headers }: HttpResponse): RateLimit | undefined {
  const [limit, remaining, reset] = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'].map((name) =>
    /^\d{1,12}$/.test(headers[name] ?? '') ? Number(headers[name]) : undefined,
  )
  const resetsAt = reset === undefined ? undefined : instantFromSeconds(reset)
  if (limit === undefined || remaining === undefined || resetsAt === undefined) return undefined
  return { limit, remaining, resetsAt }
}

function scopesOf({ headers }: HttpResponse): Told['scopes'] {
  const text = headers['x-oauth-scopes']
  if (text === undefined) return null
  const names = text
    .split(',')
    .map((name) => name.trim().slice(0, 200))
    .filter((name) => name !== '')
  return names.length === 0 ? { kind: 'none' } : { kind: 'listed', names: [...new Set(names)].slice(0, 200) }
}

/** Two forms are seen: `2026-12-24 09:00:00 UTC`, and with an offset in place of the zone. */
const endShape = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (?:UTC|([+-]\d\d)(\d\d))$/

/** A token without an end has no such header (github/roadmap#203). */
function expiryOf({ headers }: HttpResponse): Expiry {
  const text = headers['github-authentication-token-expiration']
  if (text === undefined) return { kind: 'never' }
  const [, date, time, hours, minutes] = endShape.exec(text.trim()) ?? []
  const at = date === undefined ? undefined : instantFromText(`${date}T${time}${hours ? `${hours}:${minutes}` : 'Z'}`)
  return at === undefined ? { kind: 'unknown' } : { kind: 'at', at }
}

const names = z.record(z.string(), z.unknown()).nullish().catch(undefined)

const grantSchema = z
  .object({
    id: idNumber,
    owner: z.object({ login: optionalText(300) }).nullish(),
    repository_selection: z.string().nullish(),
    permissions: z.object({ organization: names, repository: names, other: names }).nullish(),
    access_granted_at: z.string().nullish(),
    token_name: optionalText(500),
    token_expires_at: z.string().nullish(),
    token_last_used_at: z.string().nullish(),
  })
  .transform((grant): IssuedToken => {
    const owner = grant.owner?.login ?? ''
    return {
      issuerId: grant.id,
      name: grant.token_name || grant.id,
      description: selections.get(grant.repository_selection ?? '') ?? '',
      created: creationFromText(grant.access_granted_at),
      lastUsed: fromTextOrNull(grant.token_last_used_at),
      expiry: fromTextOrNull(grant.token_expires_at),
      scopes: permissionsOf(grant.permissions),
      ...(owner === '' ? {} : { createdBy: owner }),
    }
  })

const selections: ReadonlyMap<string, string> = new Map([
  ['all', 'All repositories'],
  ['subset', 'Chosen repositories'],
  ['none', 'No repositories'],
])

export const grantsSchema = list(grantSchema)

/** `contents:read` and the like. */
function permissionsOf(permissions: Record<string, z.infer<typeof names>> | null | undefined): Scopes {
  if (permissions === null || permissions === undefined) return { kind: 'unknown' }
  const all = Object.values(permissions).flatMap((group) => Object.entries(group ?? {}))
  if (all.length === 0) return { kind: 'none' }
  const texts = all.map(([name, level]) => (typeof level === 'string' ? `${name}:${level}` : name).slice(0, 200))
  return { kind: 'listed', names: [...new Set(texts)].slice(0, 200) }
}

const accountSchema = z.object({ id: idNumber, login: idText, type: optionalText(100) })
export type GithubAccount = z.infer<typeof accountSchema>

/** What an installation reaches; the owner of it all is the account in which it is installed. */
export const repositoriesSchema = z
  .object({ repositories: list(z.object({ owner: accountSchema })) })
  .transform(({ repositories }) => repositories[0]?.owner)

/** The organizations in which an app that acts for a person may see personal tokens. */
export const installationsSchema = z
  .object({ installations: list(z.object({ account: z.unknown(), permissions: names })) })
  .transform(({ installations }) => ({
    rows: installations.length,
    organizations: installations.flatMap(({ account, permissions }) => {
      const { success, data } = accountSchema.safeParse(account)
      const mayRead = permissions?.['organization_personal_access_tokens'] !== undefined
      return success && data.type === 'Organization' && mayRead ? [data] : []
    }),
  }))
