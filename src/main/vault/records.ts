import { Failure } from '../ports/failure.ts'
import {
  fingerprintedBy,
  withPrints,
  type RecordChange,
  type RecordKind,
  type RecordOf,
  type RecordSchemas,
  type RecordStore,
  type SecretKind,
} from '../ports/records.ts'
import { FormatError } from './bytes.ts'
import type { Change } from './draft.ts'
import { fingerprintOf } from './keys.ts'
import { isSecretKind } from './kinds.ts'
import { limits } from './limits.ts'
import type { OpenVault } from './open-vault.ts'
import { recordKey } from './rebase.ts'
import { nextTurn } from './turns.ts'

/** How many changes are checked at a stretch: a few milliseconds. */
const slice = 200

/** Who listens to what is taken over from other processes. */
export type TakenListeners = Set<Parameters<RecordStore['onTaken']>[0]>

/** The records of whichever vault is open. `opened` throws Failure('vault-locked') while none is. */
export function createRecordStore(opened: () => OpenVault, taken: TakenListeners): RecordStore {
  return {
    onTaken(listener) {
      taken.add(listener)
      return () => {
        taken.delete(listener)
      }
    },

    ids: (kind) => opened().contents.ids(kind),

    get<K extends RecordKind>(kind: K, id: string) {
      const { contents } = opened()
      if (!isSecretKind(kind)) return contents.values(kind).get(id) as RecordOf<K> | undefined
      try {
        return contents.openSecret(kind, id) as RecordOf<K> | undefined
      } catch (error) {
        throw error instanceof FormatError ? new Failure('vault-unreadable') : error
      }
    },

    all<K extends Exclude<RecordKind, SecretKind>>(kind: K) {
      return opened().contents.values(kind) as ReadonlyMap<string, RecordOf<K>>
    },

    async commit(changes, guard) {
      const vault = opened()
      const prepared = new Map<string, Change>()
      const known = knownNow(changes, vault)
      try {
        const first = changes.slice(0, slice)
        for (const change of first) prepare(change, prepared, vault.schemas)
        await vault.change(
          async () => {
            // Many are checked in slices, in the queue, so that a later commit cannot overtake them.
            for (let at = slice; at < changes.length; at += slice) {
              await nextTurn()
              for (const change of changes.slice(at, at + slice)) prepare(change, prepared, vault.schemas)
            }
            return [...prepared.values()].map((change) => withFingerprintOfNow(change, prepared, vault))
          },
          guard &&
            ((base) => guard(<K extends RecordKind>(kind: K) => base.values(kind) as ReadonlyMap<string, RecordOf<K>>)),
          known,
        )
      } finally {
        for (const { plaintext } of prepared.values()) plaintext?.fill(0)
      }
    },

    catchUp: () => opened().catchUp(),

    async commitPlanned(plan) {
      const vault = opened()
      const prepared = new Map<string, Change>()
      try {
        await vault.change(async () => {
          const changes = await plan()
          for (let at = 0; at < changes.length; at += slice) {
            for (const change of changes.slice(at, at + slice)) prepare(change, prepared, vault.schemas)
            await nextTurn()
          }
          return [...prepared.values()]
        })
      } finally {
        for (const { plaintext } of prepared.values()) plaintext?.fill(0)
      }
    },

    fingerprint: (secret) => fingerprintOf(opened().keys, secret),
  }
}

/**
 * Whoever holds a record, or a fingerprint, from before everything was sealed anew may still put it: with the fingerprint of
 * now, made from the secret that it belongs to.
 */
function withFingerprintOfNow(change: Change, all: ReadonlyMap<string, Change>, vault: OpenVault): Change {
  const { kind, id, plaintext } = change
  if (plaintext === null || !vault.isRekeyed) return change
  if (kind === 'place') {
    const place = JSON.parse(plaintext.toString('utf8')) as RecordOf<'place'>
    const renewed = withPrints(place, (fingerprint) => vault.fingerprintNow(fingerprint))
    return { ...change, plaintext: Buffer.from(JSON.stringify(renewed), 'utf8') }
  }
  if (!isFingerprinted(kind)) return change
  const record = JSON.parse(plaintext.toString('utf8')) as { readonly fingerprint: string }
  const secret = secretBeside(fingerprintedBy[kind], id, all, vault)
  const fingerprint =
    secret === undefined ? vault.fingerprintNow(record.fingerprint) : fingerprintOf(vault.keys, secret.value)
  return { ...change, plaintext: Buffer.from(JSON.stringify({ ...record, fingerprint }), 'utf8') }
}

/** What the vault shows of these records, as whoever wants to change them has seen them. */
function knownNow(changes: readonly RecordChange[], { contents }: OpenVault): Map<string, unknown> {
  return new Map(
    changes.map((change) => {
      const kind = 'put' in change ? change.put : change.remove
      return [recordKey(kind, change.id), isSecretKind(kind) ? undefined : contents.values(kind).get(change.id)]
    }),
  )
}

const isFingerprinted = (kind: RecordKind): kind is keyof typeof fingerprintedBy => kind in fingerprintedBy

/** The secret that is put in the same commit, or the one that is there. Throws FormatError. */
function secretBeside(kind: RecordKind, id: string, all: ReadonlyMap<string, Change>, { contents }: OpenVault) {
  const beside = all.get(recordKey(kind, id))
  const secret: unknown =
    beside === undefined
      ? contents.openSecret(kind, id)
      : beside.plaintext === null
        ? undefined
        : JSON.parse(beside.plaintext.toString('utf8'))
  return secret as { readonly value: string } | undefined
}

/** Checks what goes in; the last change of each record counts. Throws Failure('internal') for what is no record. */
function prepare(change: RecordChange, prepared: Map<string, Change>, schemas: RecordSchemas): void {
  const kind = 'put' in change ? change.put : change.remove
  checkId(change.id)
  const plaintext = 'put' in change ? plaintextOf(change, schemas) : null
  const key = recordKey(kind, change.id)
  prepared.get(key)?.plaintext?.fill(0)
  prepared.set(key, { kind, id: change.id, plaintext })
}

function plaintextOf(change: Extract<RecordChange, { put: RecordKind }>, schemas: RecordSchemas): Buffer {
  const checked = schemas[change.put].safeParse(change.value)
  // What is wrong is not said: the value may be a secret.
  if (!checked.success) throw new Failure('internal')
  const plaintext = Buffer.from(JSON.stringify(checked.data), 'utf8')
  if (plaintext.length > limits.recordBytes) throw new Failure('too-large', { limit: limits.recordBytes })
  return plaintext
}

/** An id with half a surrogate pair would come back as another one. */
function checkId(id: string): void {
  const fits = id.length >= 1 && id.length <= limits.idCharacters
  if (!fits || Buffer.from(id, 'utf8').toString('utf8') !== id) throw new Failure('internal')
}
