import { z } from 'zod'
import { slotKindSchema, vaultChoiceSchema } from '../model/vault.ts'
import { id, jobId, keySchema, nothing, typedSchema, type CallSpec } from './common.ts'

/** How many groups a recovery code has, and which of them are asked back. */
const groupIndex = z.int().min(0).max(31)

/** Channels about the vault itself: making, opening, locking, and the slots that open it. */
export const vaultChannels = {
  'vault.create': {
    input: z.strictObject({ choice: vaultChoiceSchema, passphrase: typedSchema.nullable() }),
    output: nothing,
    secret: 'in',
  },
  'vault.unlock': { input: keySchema, output: nothing, secret: 'in' },
  /** Closes the vault until the person opens it again. A vault that opens by itself is only hidden by it. */
  'vault.lock': { input: nothing, output: nothing },
  'vault.retry': { input: nothing, output: nothing },
  /** Opens the vault's folder in the file manager, for a vault that cannot be opened. */
  'vault.showFolder': { input: nothing, output: nothing },
  /** `older-than-seen`: the person says that the older vault was put back on purpose. */
  'vault.acceptOlder': { input: nothing, output: nothing },
  /** `damaged`: puts the unreadable file aside, never away, and goes on with the newest generation that can be read. */
  'vault.useOlderGeneration': { input: nothing, output: nothing },
  /**
   * Sets all slots of the open vault in one save. Kinds that are there already stay as they are, unless `rekey` is set or a
   * new passphrase is given. `current` is the passphrase or recovery code of now, asked where the vault has one.
   */
  'vault.protect': {
    input: z.strictObject({
      slots: z.array(slotKindSchema).min(1).max(4),
      passphrase: typedSchema.nullable(),
      /** A recovery code that was confirmed before, for a slot that is new or made anew. */
      recoveryId: id.nullable(),
      current: keySchema.nullable(),
      acceptWeak: z.boolean(),
      /** New data key, everything sealed again, older generations purged: after a slot was compromised. */
      rekey: z.boolean(),
      jobId,
    }),
    output: nothing,
    secret: 'in',
  },
  /** Ends what seals everything anew, while nothing of it counts yet; afterwards, or where nothing does, it does nothing. */
  'vault.cancelRekey': { input: nothing, output: nothing },
  /** Draws a new recovery code, which `secret.reveal` shows under this id, and says which two groups to ask back. */
  'vault.drawRecovery': {
    input: nothing,
    output: z.strictObject({ id, groups: z.int(), asked: z.tuple([groupIndex, groupIndex]) }),
  },
  /** Checks the two groups. Throws `wrong-recovery-code` when one is wrong. The code can then be used in `vault.protect`. */
  'vault.confirmRecovery': {
    input: z.strictObject({ id, answers: z.tuple([typedSchema, typedSchema]) }),
    output: nothing,
    secret: 'in',
  },
} as const satisfies Record<string, CallSpec>
