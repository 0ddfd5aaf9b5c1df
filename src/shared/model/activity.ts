import { z } from 'zod'
import { errorKindSchema } from './error.ts'
import { instantSchema } from './time.ts'

/** What the activity log tells of. */
export const activityKinds = [
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
  'token-annotated',
  'findings-decided',
  'own-credential-answered',
  'operation-ended',
  'place-added',
  'place-edited',
  'place-replaced',
  'place-not-replaced',
  'place-written',
  'place-cleaned',
  'place-restored',
  'place-removed',
  'place-put-back',
  'backup-made',
  'backup-proven',
  'backup-restored',
  'kept-state-let-go',
  'list-exported',
  'secrets-exported',
  'audit-log-exported',
  'activity-exported',
  'report-saved',
  'plan-exported',
] as const
export type ActivityKind = (typeof activityKinds)[number]

/** Who or what locked the vault: the person, the time without input, an event of the system, the closed window. */
export const lockCauses = ['person', 'idle', 'system-lock', 'suspend', 'user-switch', 'window-closed'] as const
export type LockCause = (typeof lockCauses)[number]
/** What opened the vault: something typed, or the keystore by itself. */
export const openers = ['passphrase', 'recovery', 'keystore'] as const

/** Who did it: the person at this computer, the sign-in of an account at its provider, or Keyrack by itself. */
export const actorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person') }),
  z.strictObject({ kind: z.literal('account'), login: z.string().max(300) }),
  z.strictObject({ kind: z.literal('keyrack') }),
])
export type Actor = z.infer<typeof actorSchema>

/** How long the texts of an entry may be. */
export const activityLengths = { accountId: 100, accountName: 300, tokenId: 900, tokenName: 500 } as const

/** One thing that happened. There is no secret in it. The names are those of that time; entries of before have none. */
export const activityEntrySchema = z.strictObject({
  at: instantSchema,
  what: z.enum(activityKinds),
  who: actorSchema.optional(),
  /** `vault-locked` and `vault-unlocked`: by what. */
  by: z.enum([...lockCauses, ...openers]).optional(),
  accountId: z.string().max(activityLengths.accountId).optional(),
  accountName: z.string().max(activityLengths.accountName).optional(),
  tokenId: z.string().max(activityLengths.tokenId).optional(),
  tokenName: z.string().max(activityLengths.tokenName).optional(),
  /** `done`, or how it failed. */
  outcome: z.union([z.literal('done'), errorKindSchema]),
})
export type ActivityEntry = z.infer<typeof activityEntrySchema>

/** An entry with its running number; null for one of before entries had numbers. */
export const numberedEntrySchema = activityEntrySchema.extend({ seq: z.int().min(1).nullable() })
export type NumberedEntry = z.infer<typeof numberedEntrySchema>

/** Which entries of the activity log are meant. Null leaves a field open. */
export const activityFilterSchema = z.strictObject({
  accountId: z.string().max(100).nullable(),
  tokenId: z.string().max(900).nullable(),
  what: z.enum(activityKinds).nullable(),
  outcome: z.enum(['done', 'failed']).nullable(),
  /** `from` belongs to the time, `to` does not. */
  from: instantSchema.nullable(),
  to: instantSchema.nullable(),
  /** Words that the names, the sign-in or the ids have; all of them. */
  query: z.string().max(200),
})
export type ActivityFilter = z.infer<typeof activityFilterSchema>

/**
 * What is wrong with the log. `missing`: entries are not there. `changed`: an entry is not the one that was written, or
 * does not follow the one before it. `unreadable`: a part of the log cannot be opened. `other-end`: the log is not the
 * one whose end the vault remembers.
 */
export const activityFaultSchema = z.strictObject({
  kind: z.enum(['missing', 'changed', 'unreadable', 'other-end']),
  /** Running numbers of the entries that are meant, as far as they are known. */
  from: z.int().min(0),
  to: z.int().min(0),
})
export type ActivityFault = z.infer<typeof activityFaultSchema>

/** So many faults are told; more than that say no more. */
export const mostFaults = 50

/** What checking the log gave. */
export const activityCheckSchema = z.strictObject({
  checkedAt: instantSchema,
  /** Entries that follow one another as they were written. */
  entries: z.int().min(0),
  /** The first and the last number among them; 0 where there are none. */
  first: z.int().min(0),
  last: z.int().min(0),
  /** Entries of before they were chained: nothing can be said of them. */
  unchained: z.int().min(0),
  /** Up to this number the vault itself vouches that nothing was cut off; 0 where it does not yet. */
  anchored: z.int().min(0),
  faults: z.array(activityFaultSchema).max(mostFaults),
  /** Faults that were found while the log went on, with the time. */
  earlier: z.array(activityFaultSchema.extend({ at: instantSchema })).max(mostFaults),
})
export type ActivityCheck = z.infer<typeof activityCheckSchema>
