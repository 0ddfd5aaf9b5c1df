import type { Losses, RestorePreview, Tally } from '#shared/contract/backup'
import type { RecordOf } from '../../ports/records.ts'
import { otherId } from '../tokens/other-token.ts'
import { keyOfPlace } from '../../places/index.ts'
import { mergeNotes } from './restore-notes.ts'
import { isSame, underWay } from './restore-plan.ts'
import type { Shelf } from './restore-shelf.ts'
import { twinsOf } from './restore-twins.ts'
import type { Steps } from '../slices.ts'

/** As many accounts as the preview names; the counts are of all. */
const mostNamed = 1000

const empty: Tally = { fresh: 0, changed: 0, same: 0, onlyHere: 0 }

/** What a restore would meet, before anything is written: each account by name, the rest by number. */
export function* compareShelves(
  mine: Shelf,
  theirs: Shelf,
): Steps<Pick<RestorePreview, 'accounts' | 'secrets' | 'others' | 'losses' | 'underWay'>> {
  const secrets = yield* secretTallies(mine, theirs)
  const others = yield* tally(mine.other, theirs.other)
  const accounts = namedAccounts(mine, theirs, secrets).slice(0, mostNamed)
  const losses = yield* lossesOf(mine, theirs)
  return {
    accounts,
    secrets: [...secrets.values()].reduce(sum, empty),
    others,
    losses,
    underWay: underWay(mine).length,
  }
}

function sum(left: Tally, right: Tally): Tally {
  return {
    fresh: left.fresh + right.fresh,
    changed: left.changed + right.changed,
    same: left.same + right.same,
    onlyHere: left.onlyHere + right.onlyHere,
  }
}

function* tally(mine: ReadonlyMap<string, unknown>, theirs: ReadonlyMap<string, unknown>): Steps<Tally> {
  const counted = { ...empty }
  for (const [id, value] of theirs) {
    counted[isThere(mine, id, value)] += 1
    yield
  }
  for (const id of mine.keys()) if (!theirs.has(id)) counted.onlyHere += 1
  return counted
}

function isThere(mine: ReadonlyMap<string, unknown>, id: string, value: unknown): 'fresh' | 'changed' | 'same' {
  if (!mine.has(id)) return 'fresh'
  return isSame(mine.get(id), value) ? 'same' : 'changed'
}

/** What moves with every refresh is no difference that a person would call one. */
function facts({
  checkedAt: _checked,
  credentialError: _error,
  credentialExpiresAt: _expires,
  ...account
}: RecordOf<'account'>): unknown {
  return account
}

function namedAccounts(mine: Shelf, theirs: Shelf, secrets: ReadonlyMap<string, Tally>): RestorePreview['accounts'] {
  const named = (id: string, account: RecordOf<'account'>) => ({
    name: account.name,
    provider: account.provider,
    origin: account.origin,
    secrets: secrets.get(id) ?? empty,
  })
  const joined = twinsOf(mine, theirs)
  const twin = (id: string, account: RecordOf<'account'>) =>
    joined.has(id) ? ('joined' as const) : hasTwin(account, mine) ? ('stays' as const) : ('none' as const)
  const there = [...theirs.account].map(([id, account]) => {
    const here = mine.account.get(id)
    if (here === undefined) return { ...named(id, account), what: 'fresh' as const, twin: twin(id, account) }
    const isEqual = isSame(facts(here), facts(account))
    return { ...named(id, account), what: isEqual ? ('same' as const) : ('changed' as const), twin: 'none' as const }
  })
  const here = [...mine.account]
    .filter(([id]) => !theirs.account.has(id))
    .map(([id, account]) => ({ ...named(id, account), what: 'only-here' as const, twin: 'none' as const }))
  return [...there, ...here]
}

function hasTwin({ provider, origin, identity }: RecordOf<'account'>, mine: Shelf): boolean {
  return [...mine.account.values()].some(
    (one) =>
      one.provider === provider &&
      one.origin === origin &&
      one.identity.id === identity.id &&
      one.identity.kind === identity.kind,
  )
}

/** By account; those of no account are under "other". */
function* secretTallies(mine: Shelf, theirs: Shelf): Steps<Map<string, Tally>> {
  const here = byToken(mine)
  const there = byToken(theirs)
  const tallies = new Map<string, { -readonly [K in keyof Tally]: Tally[K] }>([[otherId, { ...empty }]])
  const add = (accountId: string, what: keyof Tally): void => {
    const counted = tallies.get(accountId) ?? { ...empty }
    counted[what] += 1
    tallies.set(accountId, counted)
  }
  for (const [tokenId, { accountId, fingerprint }] of there) {
    const known = here.get(tokenId)
    add(accountId, known === undefined ? 'fresh' : known.fingerprint === fingerprint ? 'same' : 'changed')
    yield
  }
  for (const [tokenId, { accountId }] of here) {
    if (!there.has(tokenId)) add(accountId, 'onlyHere')
    yield
  }
  return tallies
}

function byToken({ held }: Shelf): Map<string, RecordOf<'held'>> {
  return new Map([...held.values()].map((record) => [record.tokenId, record]))
}

/** What is nowhere in the backup. */
export function* lossesOf(mine: Shelf, theirs: Shelf): Steps<Losses> {
  const missing = (here: ReadonlyMap<string, unknown>, there: ReadonlyMap<string, unknown>) =>
    [...here.keys()].filter((id) => !there.has(id)).length
  const credentials = new Set([...theirs.credential.values()].map(({ fingerprint }) => fingerprint))
  const secrets = new Set(theirs.secret.values())
  yield
  const losses = {
    accounts: missing(mine.account, theirs.account),
    // One that goes with its account is counted as that.
    credentials: [...mine.credential].filter(
      ([id, { fingerprint }]) => (theirs.account.has(id) || !mine.account.has(id)) && !credentials.has(fingerprint),
    ).length,
    secrets: [...mine.secret.values()].filter((fingerprint) => !secrets.has(fingerprint)).length,
    others: missing(mine.other, theirs.other),
    notes: 0,
    places: 0,
  }
  const places = new Map([...theirs.place.values()].map((place) => [keyOfPlace(place), place.note]))
  for (const [id, place] of mine.place) {
    const note = theirs.place.get(id)?.note ?? places.get(keyOfPlace(place))
    if (note === undefined || (place.note !== '' && place.note !== note)) losses.places += 1
    yield
  }
  for (const [id, annotation] of mine.annotation) {
    if (!holdsNotes(theirs.annotation.get(id), annotation)) losses.notes += 1
    yield
  }
  return losses
}

/** Are all tags and notes of a token, and the expiry that was typed, in the backup too? */
function holdsNotes(theirs: RecordOf<'annotation'> | undefined, mine: RecordOf<'annotation'>): boolean {
  const there = theirs ?? { tags: [], notes: '' }
  return isSame(mergeNotes(there, mine), { merged: there, isWhole: true })
}
