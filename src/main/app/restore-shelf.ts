import type { RecordKind, RecordOf } from '../ports/records.ts'
import { giveWay } from '../inventory/index.ts'

/** Kinds whose records hold no secret value. */
export type OpenKind = Exclude<RecordKind, 'credential' | 'secret'>
export const openKinds = ['account', 'held', 'annotation', 'other', 'operation'] as const satisfies readonly OpenKind[]

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

/** How many values are hashed at a stretch. */
const slice = 500

/**
 * What a backup holds. The fingerprints are made anew: those in it are of another vault's key. An account without its
 * credential, or a held record without its secret, gets none.
 */
export async function readShelf(source: Source, fingerprint: Fingerprint): Promise<Shelf> {
  const credential = new Map<string, { fingerprint: string; origin: string }>()
  const secret = new Map<string, string>()
  for (const id of source.ids('credential')) {
    const found = source.get('credential', id)
    if (found !== undefined) credential.set(id, { fingerprint: fingerprint(found.value), origin: found.origin })
    if (credential.size % slice === 0) await giveWay()
  }
  for (const id of source.ids('secret')) {
    const found = source.get('secret', id)
    if (found !== undefined) secret.set(id, fingerprint(found.value))
    if (secret.size % slice === 0) await giveWay()
  }
  return shelfOf(source, credential, secret)
}

/**
 * What the open vault holds at this moment: read in one go, so that nothing can be saved meanwhile. Its records have the
 * fingerprints of its values already; only a value without a record is opened.
 */
export function ownShelf(records: Source, fingerprint: Fingerprint): Shelf {
  const credential = new Map<string, { fingerprint: string; origin: string }>()
  const secret = new Map<string, string>()
  for (const id of records.ids('credential')) {
    const found = records.get('credential', id)
    const known = records.get('account', id)?.fingerprint
    if (found !== undefined)
      credential.set(id, { fingerprint: known ?? fingerprint(found.value), origin: found.origin })
  }
  for (const id of records.ids('secret')) {
    const known = records.get('held', id)?.fingerprint
    const value = known === undefined ? records.get('secret', id)?.value : undefined
    if (known !== undefined) secret.set(id, known)
    else if (value !== undefined) secret.set(id, fingerprint(value))
  }
  return shelfOf(records, credential, secret)
}

function shelfOf(source: Source, credential: Shelf['credential'], secret: Shelf['secret']): Shelf {
  const read = <K extends OpenKind>(kind: K): Map<string, RecordOf<K>> => {
    const pairs = source.ids(kind).map((id) => [id, source.get(kind, id)] as const)
    return new Map(pairs.filter((pair): pair is [string, RecordOf<K>] => pair[1] !== undefined))
  }
  const account = read('account')
  for (const [id, record] of account) {
    account.set(id, { ...record, fingerprint: credential.get(id)?.fingerprint ?? '' })
  }
  const held = read('held')
  for (const [id, record] of held) held.set(id, { ...record, fingerprint: secret.get(id) ?? '' })
  const [annotation, other, operation] = [read('annotation'), read('other'), read('operation')]
  return { account, held, annotation, other, operation, credential, secret }
}
