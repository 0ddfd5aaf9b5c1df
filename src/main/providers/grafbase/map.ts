import { z } from 'zod'
import type { Organization } from '#shared/model/account'
import type { ScopeChoice } from '#shared/model/provider'
import type { Expiry } from '#shared/model/time'
import type { Scopes } from '#shared/model/token'
import type { IssuedToken } from '#main/ports/provider'
import { list } from '../kit/list.ts'
import { madeOf } from '../kit/made.ts'
import { idText, optionalText, secretText } from '../kit/text.ts'
import { creationFromText, instantFromText } from '../kit/times.ts'

// Types of the schema in grafbase/grafbase, cli/src/api/graphql/api.graphql, as far as `operations.ts` asks for them.

const membershipSchema = z.object({
  role: optionalText(100),
  account: z.object({ slug: idText, name: optionalText(300) }),
})
type Membership = z.infer<typeof membershipSchema>

/** Null for whoever is no person: a wrong token, a deleted user, an organization's token. */
export const viewerSchema = z
  .object({
    viewer: z
      .object({
        id: idText,
        name: optionalText(300),
        email: z.string().nullish(),
        organizationMemberships: list(membershipSchema).nullish(),
      })
      .nullable(),
  })
  .transform(({ viewer }) => viewer)

export function toOrganization({ role, account }: Membership): Organization {
  const known = role.toLowerCase()
  return { id: account.slug, name: account.name || account.slug, ...(known === '' ? {} : { role: known }) }
}

const some = z.object({ id: idText }).nullable()
export const callerSchema = z.object({ viewer: some, accountBySlug: some }).transform(({ viewer, accountBySlug }) => ({
  personId: viewer?.id,
  seesOrganization: accountBySlug !== null,
}))

const tokenSchema = z.object({
  id: idText,
  name: optionalText(500),
  createdAt: z.string().nullish(),
  expiresAt: z.string().nullish(),
  graphScopes: list(z.object({ slug: optionalText(200) })).nullish(),
})
type GrafbaseToken = z.infer<typeof tokenSchema>

const pageInfo = z
  .object({ hasNextPage: z.boolean(), endCursor: z.string().min(1).max(4000).nullish() })
  .refine(({ hasNextPage, endCursor }) => !hasNextPage || typeof endCursor === 'string')
  .transform(({ hasNextPage, endCursor }) => (hasNextPage && endCursor ? endCursor : undefined))

/** A page of a connection, and the cursor of the next one; the last page has none. */
const connection = <T>(node: z.ZodType<T>) =>
  z.object({ nodes: list(node), pageInfo }).transform(({ nodes, pageInfo: next }) => ({ nodes, next }))

const issuedTokenSchema = tokenSchema.transform(toIssuedToken)
const tokens = connection(issuedTokenSchema).transform(({ nodes, next }) => ({ tokens: nodes, next }))

export const personalTokensSchema = z.object({ accessTokens: tokens }).transform(({ accessTokens }) => accessTokens)

/** Null where the organization is not there, or not to be seen. */
export const organizationTokensSchema = z
  .object({ accountBySlug: z.object({ accessTokens: tokens }).nullable() })
  .transform(({ accountBySlug }) => accountBySlug?.accessTokens ?? null)

const graphSchema = z
  .object({ id: z.string().min(1).max(200), slug: optionalText(300) })
  .transform(({ id, slug }): ScopeChoice => {
    return { id, label: slug || id, says: 'Tokens for chosen graphs reach no others.', scopes: [slug || id] }
  })

/** An organization's id, which new tokens are made with, and a page of its graphs as choices. */
export const graphsSchema = z
  .object({ accountBySlug: z.object({ id: idText, graphs: connection(graphSchema) }).nullable() })
  .transform(({ accountBySlug }) => accountBySlug)

/** Why there is no new token: the other members of `AccessTokenCreatePayload`. */
const refusals = [
  'InvalidAccountError',
  'TokenLimitExceededError',
  'GraphScopeLimitExceededError',
  'AccountIdMissingForAccountAccessTokenError',
  'UserAccessTokensCannotBeScopedToAGraphError',
] as const

/** A member that is not known here is no answer: it could be a success of another name. */
export const createSchema = z
  .object({
    accessTokenCreate: z.discriminatedUnion('__typename', [
      z.object({
        __typename: z.literal('AccessTokenCreateSuccess'),
        jwt: secretText,
        token: madeOf(issuedTokenSchema),
      }),
      z.object({ __typename: z.literal('CouldNotFindGraphsError'), unknownGraphIds: list(optionalText(300)) }),
      z.object({ __typename: z.enum(refusals) }),
    ]),
  })
  .transform(({ accessTokenCreate }) => accessTokenCreate)
export type Created = z.infer<typeof createSchema>

export const deleteSchema = z
  .object({
    accessTokenDelete: z.object({ __typename: z.enum(['AccessTokenDeleteSuccess', 'TokenDoesNotExistError']) }),
  })
  .transform(({ accessTokenDelete }) => accessTokenDelete.__typename)

/** Personal tokens and those for all graphs name no graph. */
function toIssuedToken(token: GrafbaseToken): IssuedToken {
  return {
    issuerId: token.id,
    name: token.name || token.id,
    description: '',
    created: creationFromText(token.createdAt),
    // Grafbase tells of no use.
    lastUsed: { kind: 'unknown' },
    expiry: expiryOf(token.expiresAt),
    scopes: scopesOf(token.graphScopes),
  }
}

/** Null is the schema's word for never; a field that is not there at all says nothing. */
function expiryOf(text: string | null | undefined): Expiry {
  if (text === null) return { kind: 'never' }
  const at = instantFromText(text)
  return at === undefined ? { kind: 'unknown' } : { kind: 'at', at }
}

function scopesOf(graphs: GrafbaseToken['graphScopes']): Scopes {
  if (graphs === null || graphs === undefined) return { kind: 'unknown' }
  if (graphs.length === 0) return { kind: 'full' }
  return { kind: 'listed', names: graphs.map(({ slug }) => slug).slice(0, 200) }
}
