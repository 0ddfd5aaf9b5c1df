import { z } from 'zod'
import { identitySchema } from '#shared/model/account'
import { activityFaultSchema } from '#shared/model/activity'
import { decisionSchema, ruleIdSchema } from '#shared/model/finding'
import { endingHowSchema, endingStateSchema } from '#shared/model/ending'
import { operationSchema } from '#shared/model/operation'
import { placeNoteSchema, replacedSchema, whereSchema } from '#shared/model/place'
import { expirySchema, instantSchema } from '#shared/model/time'
import { notesSchema, proofSchema, tagsSchema, tokenSchema } from '#shared/model/token'
import { appErrorSchema } from '#shared/model/error'
import { quietSchema, warningDaysSchema } from '#shared/model/warning'

/**
 * The kinds of record the vault keeps, each sealed on its own. `credential`, `secret` and `ended` hold secret values and are
 * opened only when one is used; the others are opened once, with the vault.
 */
export const recordSchemas = {
  account: z.strictObject({
    provider: z.string(),
    name: z.string(),
    /** An origin, with the path of the instance where it is below one; the console likewise. */
    origin: z.string(),
    console: z.string(),
    identity: identitySchema,
    addedAt: instantSchema,
    checkedAt: instantSchema,
    credentialError: appErrorSchema.nullable(),
    /** Keyed hash of the credential, to tell whether a stored secret is the same. */
    fingerprint: z.string(),
    /** When the credential was entered or exchanged last; absent while it is the one the account was added with. */
    credentialAt: instantSchema.optional(),
    /** When the credential itself says that it expires, where it is one that does; read at every refresh. */
    credentialExpiresAt: instantSchema.optional(),
    /** The token the person named as the one Keyrack signs in with. */
    ownTokenId: z.string().nullable(),
    /** Tokens the person said are not it. */
    notOwnTokenIds: z.array(z.string()),
  }),
  /** Same id as its account. Sealed together with the only origin, and path there, that it may be sent to. */
  credential: z.strictObject({ origin: z.string(), value: z.string() }),
  /** What is known of a stored secret; same id as the secret. */
  held: z.strictObject({
    tokenId: z.string(),
    accountId: z.string(),
    proof: proofSchema,
    storedAt: instantSchema,
    checkedAt: instantSchema.optional(),
    fingerprint: z.string(),
    /** When the secret itself says that it expires; null: it does not. Absent where nobody has looked, or it did not either. */
    expiresAt: instantSchema.nullable().optional(),
    /** The token's facts when the secret was stored, so that it can be shown even when no listing has it. */
    token: tokenSchema,
  }),
  secret: z.strictObject({ value: z.string() }),
  /** The secret that a token had before its provider gave it another: only to see it dead. Same id as its operation. */
  ended: z.strictObject({ value: z.string() }),
  /** Same id as the token. `expiry`: when a person says that it ends, for what its issuer says nothing of. */
  annotation: z.strictObject({
    tags: tagsSchema,
    notes: notesSchema,
    expiry: instantSchema.optional(),
    /** What was typed of the secret before the present one. */
    typedBefore: instantSchema.optional(),
  }),
  /** An "Other service" token; same id as the token. */
  other: z.strictObject({
    name: z.string(),
    service: z.string(),
    serviceUrl: z.string(),
    owner: z.string(),
    expiry: expirySchema,
    manageUrl: z.string(),
    createdAt: instantSchema,
    changedAt: instantSchema,
  }),
  /** The journal: one record an operation. */
  operation: z.strictObject({
    operation: operationSchema,
    /** Ids the provider listed before the call was sent. */
    idsBefore: z.array(z.string()),
    /** When the whole listing behind `idsBefore` ended; absent when there was none. */
    listedAt: instantSchema.optional(),
    /** The token that is changed, as it was known before the call was sent. */
    before: tokenSchema.optional(),
    /**
     * The secret that the operation has ended, where the vault has it: is it dead? `secretId`: a stored one; null where it is
     * kept as `ended` under the id of the operation. `since`: when trying it began; the rest as in `Ending`.
     */
    ending: z
      .strictObject({
        how: endingHowSchema,
        secretId: z.string().nullable(),
        endedAt: instantSchema,
        since: instantSchema,
        state: endingStateSchema,
        triedAt: instantSchema.nullable(),
        error: appErrorSchema.nullable(),
      })
      .optional(),
    /** The run of Keyrack that wrote this, and where; absent where nothing is left to be done. */
    claim: z
      .strictObject({ run: z.string(), machine: z.string(), pid: z.number().int(), at: instantSchema })
      .optional(),
  }),
  /** Where the secret of a token is used. */
  place: z.strictObject({
    tokenId: z.string(),
    where: whereSchema,
    note: placeNoteSchema,
    addedAt: instantSchema,
    changedAt: instantSchema,
    replaced: replacedSchema.nullable(),
    /** The token has got a new secret since: when, and the fingerprint of the one before where it was in the vault. */
    old: z.strictObject({ since: instantSchema, fingerprint: z.string().nullable() }).nullable(),
    /** Fingerprint of the value that was in the file when Keyrack looked last; null when there was none. */
    seen: z.strictObject({ at: instantSchema, fingerprint: z.string().nullable() }).nullable(),
    /** When Keyrack wrote into the file, while that can be taken back: the snapshot `undo.<id of the place>` has the file as it was before. */
    writtenAt: instantSchema.nullable().optional(),
  }),
  /** What people have decided about findings, by rule; same id as the token, or `vault`. */
  decision: z.strictObject({ decisions: z.partialRecord(ruleIdSchema, decisionSchema) }),
  /** What the vault remembers of the activity log, under the id `log`: nothing can be cut off it unnoticed. */
  activity: z.strictObject({
    /** The number of the oldest entry that has to be there. */
    first: z.int().min(1),
    /** The end: number and hash of the last entry, and the segment that it was in. */
    seq: z.int().min(1),
    hash: z.string(),
    segment: z.int().min(1),
    at: instantSchema,
    /** What was found wrong while the log went on. */
    faults: z.array(activityFaultSchema.extend({ at: instantSchema })),
  }),
  /** What the person wants of the warnings of a token, an account's or a provider's tokens; same id as that. */
  warning: z.strictObject({
    of: z.enum(['token', 'account', 'provider']),
    /** Null: as all others. */
    days: warningDaysSchema.nullable(),
    /** Of a token only. */
    quiet: quietSchema.nullable(),
  }),
  /** What was told of the expiry of an account's tokens; same id as the account. */
  announced: z.strictObject({
    tokens: z.array(
      z.strictObject({
        tokenId: z.string(),
        /** When it ended, or was to end. */
        end: instantSchema,
        /** Each step that was told, in days before the end (0: that it has ended), and when. */
        tellings: z.array(z.strictObject({ step: z.int(), at: instantSchema })),
      }),
    ),
  }),
} as const
