import { z } from 'zod'
import { errorKindSchema } from '#shared/model/error'
import { instantSchema } from '#shared/model/time'

/** What can be looked up later. */
const activityKinds = [
  'vault-created',
  'vault-unlocked',
  'vault-locked',
  'vault-slot-added',
  'vault-protected',
  'vault-rekeyed',
  'vault-older-accepted',
  'vault-generation-used',
  'recovery-code-revealed',
  'account-added',
  'account-renamed',
  'account-reentered',
  'account-removed',
  'token-created',
  'token-updated',
  'token-regenerated',
  'token-revoked',
  'revoked-by-value',
  'all-tokens-revoked',
  'credential-swapped',
  'secret-stored',
  'secret-forgotten',
  'secret-revealed',
  'secret-copied',
  'other-added',
  'other-edited',
  'other-removed',
  'backup-made',
  'backup-proven',
  'backup-restored',
  'kept-state-let-go',
  'list-exported',
  'secrets-exported',
  'audit-log-exported',
] as const

/** Who or what locked the vault: the person, the time without input, an event of the system, the closed window. */
const lockCauses = ['person', 'idle', 'system-lock', 'suspend', 'user-switch', 'window-closed'] as const
export type LockCause = (typeof lockCauses)[number]
/** What opened the vault: something typed, or the keystore by itself. */
const openers = ['passphrase', 'recovery', 'keystore'] as const

/** One thing that happened. There is no secret in it, and no name either: ids are enough to find the rest. */
export const entrySchema = z.strictObject({
  at: instantSchema,
  what: z.enum(activityKinds),
  /** `vault-locked` and `vault-unlocked`: by what. */
  by: z.enum([...lockCauses, ...openers]).optional(),
  accountId: z.string().max(100).optional(),
  tokenId: z.string().max(900).optional(),
  /** `done`, or how it failed. */
  outcome: z.union([z.literal('done'), errorKindSchema]),
})
export type ActivityEntry = z.infer<typeof entrySchema>
