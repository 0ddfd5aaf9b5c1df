import type { RecordOf } from '../../ports/records.ts'
import { underWay } from './restore-plan.ts'
import type { Shelf } from './restore-shelf.ts'
import type { Steps } from '../slices.ts'

/** What a backup holds, with our ids for accounts that are here under another one. */
export interface Joined {
  readonly shelf: Shelf
  /** The id in the backup of each account that was joined, by ours. */
  readonly idThere: ReadonlyMap<string, string>
}

/** Two accounts with the same are one sign-in: the app itself lets nobody add the second. */
function signInOf({ provider, origin, identity }: RecordOf<'account'>): string {
  return JSON.stringify([provider, origin, identity.kind, identity.id])
}

/**
 * Accounts of the backup that are here under another id: our id by theirs. Only where each has exactly one of the other,
 * where nothing in the backup has our id, and no operation of theirs waits: what that waits for is in their account.
 */
export function twinsOf(mine: Shelf, theirs: Shelf): Map<string, string> {
  const here = idsBySignIn(mine)
  const there = idsBySignIn(theirs)
  const used = accountIdsIn(theirs)
  const waiting = new Set(underWay(theirs).map(({ operation }) => operation.accountId))
  const twins = new Map<string, string>()
  for (const [signIn, [theirId = '', ...others]] of there) {
    const [ourId, ...more] = here.get(signIn) ?? []
    if (ourId === undefined || others.length > 0 || more.length > 0) continue
    if (mine.account.has(theirId) || used.has(ourId) || waiting.has(theirId)) continue
    twins.set(theirId, ourId)
  }
  return twins
}

function idsBySignIn({ account }: Shelf): Map<string, string[]> {
  const ids = new Map<string, string[]>()
  for (const [id, one] of account) ids.set(signInOf(one), [...(ids.get(signInOf(one)) ?? []), id])
  return ids
}

/** Every account that something in a shelf belongs to, whether it is there itself or not. */
function accountIdsIn({ account, credential, held, annotation, operation, place, decision }: Shelf): Set<string> {
  const accountOf = (tokenId: string) => tokenId.split('/')[0] ?? ''
  return new Set([
    ...account.keys(),
    ...credential.keys(),
    ...[...held.values()].flatMap(({ accountId, tokenId }) => [accountId, accountOf(tokenId)]),
    ...[...annotation.keys(), ...decision.keys()].map(accountOf),
    ...[...place.values()].flatMap(({ tokenId, replaced }) => [tokenId, replaced?.by ?? tokenId].map(accountOf)),
    ...[...operation.values()].map((entry) => entry.operation.accountId),
  ])
}

/** Gives the accounts of a backup that are here under another id, and all that belongs to them, our id. */
export function* joinTwins(mine: Shelf, theirs: Shelf): Steps<Joined> {
  const twins = twinsOf(mine, theirs)
  if (twins.size === 0) return { shelf: theirs, idThere: new Map() }
  const accountId = (id: string) => twins.get(id) ?? id
  // A token's id begins with its account's, and so does its part's.
  const tokenId = (id: string) => {
    const [first = ''] = id.split('/', 1)
    return `${accountId(first)}${id.slice(first.length)}`
  }
  const shelf: Shelf = {
    ...theirs,
    account: yield* renamed(theirs.account, accountId, (record, id) => {
      const name = mine.account.get(id)?.name ?? record.name
      const ownTokenId = record.ownTokenId === null ? null : tokenId(record.ownTokenId)
      return { ...record, name, ownTokenId, notOwnTokenIds: record.notOwnTokenIds.map(tokenId) }
    }),
    credential: yield* renamed(theirs.credential, accountId, (value) => value),
    held: yield* renamed(theirs.held, sameId, (record) => ({
      ...record,
      accountId: accountId(record.accountId),
      tokenId: tokenId(record.tokenId),
      token: tokenHere(record.token),
    })),
    annotation: yield* renamed(theirs.annotation, tokenId, (value) => value),
    // An account's begins with its id too; a provider has no other id here.
    warning: yield* renamed(theirs.warning, tokenId, (value) => value),
    operation: yield* renamed(theirs.operation, sameId, operationHere),
    place: yield* renamed(theirs.place, sameId, placeHere),
    decision: yield* renamed(theirs.decision, tokenId, (value) => value),
  }
  return { shelf, idThere: new Map([...twins].map(([theirId, ourId]) => [ourId, theirId])) }

  function tokenHere(token: RecordOf<'held'>['token']): RecordOf<'held'>['token'] {
    return { ...token, id: tokenId(token.id), accountId: accountId(token.accountId), partId: tokenId(token.partId) }
  }

  function placeHere(place: RecordOf<'place'>): RecordOf<'place'> {
    const { replaced } = place
    const by = replaced?.by ?? null
    return {
      ...place,
      tokenId: tokenId(place.tokenId),
      replaced: replaced === null ? null : { ...replaced, by: by === null ? null : tokenId(by) },
    }
  }

  function operationHere({ operation, before, ...rest }: RecordOf<'operation'>): RecordOf<'operation'> {
    const { tokenId: old, newTokenId: next } = operation
    return {
      ...rest,
      ...(before === undefined ? {} : { before: tokenHere(before) }),
      operation: {
        ...operation,
        accountId: accountId(operation.accountId),
        ...(old === undefined ? {} : { tokenId: tokenId(old) }),
        ...(next === undefined ? {} : { newTokenId: tokenId(next) }),
        candidates: operation.candidates.map(tokenId),
      },
    }
  }
}

const sameId = (id: string): string => id

function* renamed<V>(
  from: ReadonlyMap<string, V>,
  idOf: (id: string) => string,
  change: (value: V, id: string) => V,
): Steps<Map<string, V>> {
  const to = new Map<string, V>()
  for (const [id, value] of from) {
    const isOther = idOf(id) !== id
    to.set(idOf(id), isOther || idOf === sameId ? change(value, idOf(id)) : value)
    yield
  }
  return to
}
