import type { z } from 'zod'
import type { recordSchemas } from './record-schemas.ts'

/** Records that hold a fingerprint, and the kind of the same id whose `value` it is made of. */
export const fingerprintedBy = { account: 'credential', held: 'secret' } as const satisfies Partial<
  Record<RecordKind, 'credential' | 'secret'>
>

/** A place with its fingerprints given by `now`, which knows those of the vault's own secrets and gives others back. */
export function withPrints<P extends Pick<RecordOf<'place'>, 'old' | 'seen'>>(
  place: P,
  now: (fingerprint: string) => string,
): P {
  const print = <T extends { readonly fingerprint: string | null }>(one: T | null) =>
    one?.fingerprint == null ? one : { ...one, fingerprint: now(one.fingerprint) }
  return { ...place, old: print(place.old), seen: print(place.seen) }
}

export type RecordSchemas = typeof recordSchemas
export type RecordKind = keyof RecordSchemas
/** Kinds that hold secret values. */
export type SecretKind = 'credential' | 'secret' | 'ended'
export type RecordOf<K extends RecordKind> = z.infer<RecordSchemas[K]>

export type RecordChange = {
  [K in RecordKind]:
    { readonly put: K; readonly id: string; readonly value: RecordOf<K> } | { readonly remove: K; readonly id: string }
}[RecordKind]

/** What a guard may look at: what more than one process decides on. */
type GuardedKind = 'operation' | 'announced'

/** Looks at records as the vault has them now, by id or all of a kind. */
export type Guard = (all: <K extends GuardedKind>(kind: K) => ReadonlyMap<string, RecordOf<K>>) => void

/** Which record is meant. */
export interface RecordName {
  readonly kind: RecordKind
  readonly id: string
}

/** The vault's records while it is open. Ids are 1 to 900 characters. */
export interface RecordStore {
  ids(kind: RecordKind): readonly string[]
  /** Undefined when there is none. Throws Failure('vault-unreadable') when it is there and cannot be read. */
  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined
  /** All records of a kind that holds no secret values. */
  all<K extends Exclude<RecordKind, SecretKind>>(kind: K): ReadonlyMap<string, RecordOf<K>>
  /**
   * All changes or none; durable on the disk when it resolves. Values must stay as they are until then. Throws Failure.
   * `guard` sees the records in the moment they are changed, with what other processes have saved, and throws Failure to
   * leave them as they are. Of a record that another process has changed since it was known here, what only that one has
   * changed stays; one that it has removed stays so, unless a secret comes with it.
   */
  commit(changes: readonly RecordChange[], guard?: Guard): Promise<void>
  /** Takes over what other processes have saved. Throws Failure. */
  catchUp(): Promise<void>
  /**
   * Calls `listener` whenever what other processes have saved was taken over, by `catchUp` or with a commit of one's own, with the records
   * that are not what they were. Gives what ends that.
   */
  onTaken(listener: (records: readonly RecordName[]) => void): () => void
  /**
   * The same with changes that `plan` makes of what the vault holds. Nothing of this process is saved between the plan's
   * first look and the commit, so it may take its time. Throws Failure, and what `plan` throws; nothing is changed then.
   */
  commitPlanned(plan: () => Promise<readonly RecordChange[]>): Promise<void>
  /** Keyed hash of a secret: equal secrets of one vault give equal fingerprints, and nothing else can be told from it. */
  fingerprint(secret: string): string
}

/** Sealed files beside the vault, for what can be fetched again (inventory) or is long (activity). */
export interface SnapshotStore {
  /** Undefined when there is none. Throws Failure('vault-unreadable') when it is there and cannot be read. */
  read(name: string): Promise<Buffer | undefined>
  write(name: string, bytes: Uint8Array): Promise<void>
  remove(name: string): Promise<void>
  names(): Promise<readonly string[]>
  /**
   * Runs `action` while nobody else, in this process or another one, runs one of the same subject: what it reads, changes and
   * writes is nobody's meanwhile. Do not ask for a subject in an action of the same one. Throws Failure where the disk refuses
   * that, before anything is done, and what `action` throws.
   */
  exclusively<T>(subject: string, action: () => Promise<T>): Promise<T>
}
