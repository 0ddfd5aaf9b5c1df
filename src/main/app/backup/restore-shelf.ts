import { withPrints, type RecordKind, type RecordOf, type SecretKind } from '../../ports/records.ts'
import type { Steps } from '../slices.ts'

/**
 * Kinds whose records hold no secret value. The end of an activity log and what was told of expiry are those of this vault's
 * own, and stay.
 */
export type OpenKind = Exclude<RecordKind, SecretKind | 'activity' | 'announced'>
export const openKinds = [
  'account',
  'held',
  'annotation',
  'other',
  'operation',
  'place',
  'decision',
  'warning',
] as const satisfies readonly OpenKind[]

/**
 * All that one vault holds, to be compared with another: the records without secret values, and of each value its
 * fingerprint. Both shelves have fingerprints made with the key of the vault that is restored into.
 */
export type Shelf = { readonly [K in OpenKind]: ReadonlyMap<string, RecordOf<K>> } & {
  /** Fingerprint of each credential by account id, and where it may be sent. */
  readonly credential: ReadonlyMap<string, { readonly fingerprint: string; readonly origin: string }>
  /** Fingerprint of each stored secret by its id. */
  readonly secret: ReadonlyMap<string, string>
}

interface Source {
  ids(kind: RecordKind): readonly string[]
  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined
}

type Fingerprint = (secret: string) => string

/**
 * What a backup holds. The fingerprints are made anew: those in it are of another vault's key. An account without its
 * credential, or a held record without its secret, gets none.
 */
export function backupShelf(backup: Source, fingerprint: Fingerprint): Steps<Shelf> {
  return readShelf(backup, fingerprint, () => '')
}

/**
 * What the open vault holds. Its records have the fingerprints of its values already; only a value without a record is
 * opened.
 */
export function ownShelf(records: Source, fingerprint: Fingerprint): Steps<Shelf> {
  return readShelf(records, fingerprint, (kind, id) => records.get(kind, id)?.fingerprint ?? '')
}

/** `known` gives the fingerprint that a record has of its value; an empty one says that it has none. */
function* readShelf(
  source: Source,
  fingerprint: Fingerprint,
  known: (kind: 'account' | 'held', id: string) => string,
): Steps<Shelf> {
  const credential = new Map<string, { fingerprint: string; origin: string }>()
  const secret = new Map<string, string>()
  for (const id of source.ids('credential')) {
    const found = source.get('credential', id)
    if (found === undefined) continue
    credential.set(id, { fingerprint: known('account', id) || fingerprint(found.value), origin: found.origin })
    yield
  }
  for (const id of source.ids('secret')) {
    const made = known('held', id)
    const value = made === '' ? source.get('secret', id)?.value : undefined
    if (made !== '') secret.set(id, made)
    else if (value !== undefined) secret.set(id, fingerprint(value))
    yield
  }
  const account = yield* readKind(source, 'account', (id, one) => ({
    ...one,
    fingerprint: credential.get(id)?.fingerprint ?? '',
  }))
  const held = yield* readKind(source, 'held', (id, one) => ({ ...one, fingerprint: secret.get(id) ?? '' }))
  const annotation = yield* readKind(source, 'annotation')
  const other = yield* readKind(source, 'other')
  const operation = yield* readKind(source, 'operation')
  const prints = new Map<string, string>()
  for (const [id, { fingerprint: now }] of held) prints.set(source.get('held', id)?.fingerprint ?? now, now)
  const place = yield* readKind(source, 'place', (_id, one) => withPrints(one, (print) => prints.get(print) ?? print))
  const decision = yield* readKind(source, 'decision')
  const warning = yield* readKind(source, 'warning')
  return { account, held, annotation, other, operation, place, decision, warning, credential, secret }
}

function* readKind<K extends OpenKind>(
  source: Source,
  kind: K,
  change: (id: string, record: RecordOf<K>) => RecordOf<K> = (_id, record) => record,
): Steps<Map<string, RecordOf<K>>> {
  const found = new Map<string, RecordOf<K>>()
  for (const id of source.ids(kind)) {
    const record = source.get(kind, id)
    if (record !== undefined) found.set(id, change(id, record))
    yield
  }
  return found
}
