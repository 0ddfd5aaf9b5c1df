import { z } from 'zod'
import { instantSchema } from './time.ts'

/**
 * How well the OS seals the vault's key, judged by platform and by the tag of what it sealed, never by what the OS says
 * of itself: on Linux "encryption is available" proves nothing.
 */
export const protectionLevelSchema = z.enum(['strong', 'weak', 'unknown', 'none'])
export type ProtectionLevel = z.infer<typeof protectionLevelSchema>

export const keystoreSchema = z.strictObject({
  level: protectionLevelSchema,
  platform: z.string().max(20),
  /** First bytes of what the OS sealed, such as `v11`; empty when nothing could be sealed. */
  tag: z.string().max(10),
  /** The store's name as far as it is known, for people: "GNOME Keyring or KWallet", "macOS Keychain", "Windows DPAPI". */
  store: z.string().max(100),
})
export type Keystore = z.infer<typeof keystoreSchema>

export const slotKindSchema = z.enum(['os', 'passphrase', 'os-passphrase', 'recovery'])
/** Ways to open a vault; there is at most one slot of each kind. `os-passphrase` needs both, and no slot beside it opens by one of them. */
export type SlotKind = z.infer<typeof slotKindSchema>

/** Which vault there is and what can be done with it. "Cannot be opened" is never "there is none". */
export const vaultStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opening') }),
  z.strictObject({ kind: z.literal('none'), keystore: keystoreSchema }),
  z.strictObject({ kind: z.literal('locked'), slots: z.array(slotKindSchema) }),
  z.strictObject({
    kind: z.literal('locked-by-os'),
    why: z.enum(['not-available', 'other-key', 'no-answer']),
    slots: z.array(slotKindSchema),
  }),
  z.strictObject({
    kind: z.literal('open'),
    storage: z.enum(['disk', 'session']),
    slots: z.array(slotKindSchema),
    keystore: keystoreSchema,
    openedAt: instantSchema,
    /** Of a later format that can be read, but not written: nothing can be changed. */
    readOnly: z.boolean(),
    /** While everything is sealed anew: records done, of how many. */
    rekeying: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
    /**
     * The keystore of now, where it would protect well and a slot of the vault is still from when it protected little: only
     * sealing everything anew makes the vault as strong. Null where there is nothing to gain.
     */
    strongerKeystore: keystoreSchema.nullable(),
    /**
     * What became of the slot that needs the keystore, where that turned out to have lost the key of it: sealed again, so
     * that it opens as before; or dead, until the person sets it anew. Null where nothing of the kind is known.
     */
    keystoreSlot: z.enum(['sealed-again', 'dead']).nullable(),
  }),
  z.strictObject({ kind: z.literal('newer-format'), format: z.int() }),
  z.strictObject({
    kind: z.literal('damaged'),
    /** Older generations on this disk that can still be read. */
    olderGenerations: z.int(),
    /** When the newest of them was written. */
    newestReadableAt: instantSchema.nullable(),
    folder: z.string().max(4000),
  }),
  z.strictObject({ kind: z.literal('older-than-seen'), slots: z.array(slotKindSchema) }),
  z.strictObject({ kind: z.literal('other-purpose'), purpose: z.enum(['real', 'demo', 'test']) }),
])
export type VaultState = z.infer<typeof vaultStateSchema>

/** What the person chose to protect a new vault with. */
export const vaultChoiceSchema = z.enum(['os-passphrase', 'os', 'passphrase', 'session', 'weak-accepted'])
export type VaultChoice = z.infer<typeof vaultChoiceSchema>
