import type { Creation, Expiry, Instant } from '#shared/model/time'
import { dayLength, endSaidBy, type TokenStatus } from '#shared/rules/expiry'
import { placesInUse } from '#shared/rules/places'
import { nameOfPlace } from '#shared/rules/places'
import { ageText, distanceText } from '#shared/text/ages'
import { calledBy, count, expirySources, ownerLabel, statusLabels } from '#shared/text/words'
import type { Cell, Tint } from './output/table.ts'
import type { Shown } from './tokens.ts'

const tints: Readonly<Partial<Record<TokenStatus['kind'], Tint>>> = {
  expired: 'red',
  due: 'yellow',
  revoked: 'dim',
  gone: 'dim',
}

/** How a token stands, in its colour. */
export function statusCell({ kind }: TokenStatus): Cell {
  const tint = tints[kind]
  return tint === undefined ? statusLabels[kind] : { text: statusLabels[kind], tint }
}

/** Days by their number since the epoch: many tokens end on the same, and naming one takes as long as the rest of a row. */
const days = new Map<number, string>()

/** `2027-03-12`, in UTC: the same wherever a list is made. */
function dayOf(at: Instant): string {
  const number = Math.floor(at / dayLength)
  const day = days.get(number) ?? new Date(at).toISOString().slice(0, 10)
  days.set(number, day)
  return day
}

/** `2027-03-12T00:00:00.000Z`, `never` or `unknown`: three things, never folded into two. */
export function instantText(when: Expiry | Creation): string {
  return when.kind === 'at' ? new Date(when.at).toISOString() : when.kind
}

/** `2027-03-12 (in 3 months)`, `never`, `unknown`; with who says so where its issuer does not. */
export function expiryText(expiry: Expiry, now: Instant): string {
  if (expiry.kind !== 'at') return expiry.kind
  const { at, by } = expiry
  return `${dayOf(at)} (${distanceText(at, now)}${by === undefined ? '' : `, ${expirySources[by]}`})`
}

/** `3 days ago`, `never`, `unknown`. */
export function useText(lastUsed: Expiry, now: Instant): string {
  return lastUsed.kind === 'at' ? ageText(lastUsed.at, now) : lastUsed.kind
}

/** A token as a document has it. Instants are in UTC; there is no secret in it. */
export function tokenJson({ id, row, names, status }: Shown): object {
  const { token, held, own, tags, notes } = row
  const { owner, scopes, role, admin, createdBy, goneAt } = token
  return {
    id,
    name: calledBy(token),
    provider: token.provider,
    providerName: names.provider,
    account: names.account,
    accountId: token.accountId,
    owner: {
      kind: owner.kind,
      name: owner.name,
      ...(owner.organization === undefined ? {} : { organization: owner.organization }),
    },
    kind: token.kind,
    kindName: names.kind,
    issuerId: token.issuerId,
    description: token.description,
    status: status.kind,
    state: token.state,
    created: instantText(token.created),
    lastUsed: instantText(token.lastUsed),
    expires: instantText(token.expiry),
    ...(token.expiry.kind === 'at' && token.expiry.by !== undefined ? { expiresBy: token.expiry.by } : {}),
    scopes: scopes.kind === 'listed' ? scopes.names : scopes.kind,
    ...(role === undefined ? {} : { role }),
    ...(admin === undefined ? {} : { admin }),
    ...(createdBy === undefined ? {} : { createdBy }),
    ...(goneAt === undefined ? {} : { goneAt: new Date(goneAt).toISOString() }),
    stored: held !== null,
    ...(held === null ? {} : { proof: held.proof, storedAt: new Date(held.storedAt).toISOString() }),
    ownCredential: own,
    tags,
    notes,
    places: placesInUse(row).map(({ where }) => ({ kind: where.kind, name: nameOfPlace(where) })),
    asOf: new Date(token.asOf).toISOString(),
    tokenId: token.id,
  }
}

/** Headings and cells of a token as CSV. */
export const tokenCsv = {
  headings: [
    'id',
    'name',
    'provider',
    'account',
    'owner',
    'owner kind',
    'kind',
    'status',
    'created',
    'last used',
    'expires',
    'access',
    'stored',
    'tags',
    'as of',
    'expires by',
  ],
  cells: ({ id, row: { token, held, tags }, names, status }: Shown): string[] => [
    id,
    calledBy(token),
    names.provider,
    names.account,
    ownerLabel(token.owner),
    token.owner.kind,
    names.kind,
    status.kind,
    instantText(token.created),
    instantText(token.lastUsed),
    instantText(token.expiry),
    token.scopes.kind === 'listed' ? token.scopes.names.join(' ') : token.scopes.kind,
    held === null ? 'no' : 'yes',
    tags.join(' '),
    new Date(token.asOf).toISOString(),
    endSaidBy(token),
  ],
}

/** How many tokens, in words. */
export function tokensText(number: number): string {
  return count(number, 'token')
}
