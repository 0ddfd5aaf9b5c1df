import { z } from 'zod'
import { accountSchema, identitySchema, partSchema } from './model/account.ts'
import type { appErrorSchema } from './model/error.ts'
import { endingSchema } from './model/ending.ts'
import { changesSchema, draftSchema, operationSchema } from './model/operation.ts'
import { ownerSchema } from './model/owner.ts'
import { lockingSchema } from './model/locking.ts'
import { preferencesSchema } from './model/preferences.ts'
import { ownProfileSchema } from './model/profile.ts'
import { formOptionsSchema } from './model/provider.ts'
import { expirySchema, instantSchema } from './model/time.ts'
import { notesSchema, proofSchema, tagsSchema, tokenRowSchema } from './model/token.ts'
import { vaultStateSchema } from './model/vault.ts'
import { activityChannels } from './contract/activity.ts'
import { auditChannels } from './contract/audit.ts'
import { backupChannels, progressSchema } from './contract/backup.ts'
import { bulkChannels, bulkSchema } from './contract/bulk.ts'
import { calendarTroubleSchema, expiryChannels, expiryFactsSchema } from './contract/expiry.ts'
import { auditFactsSchema, findingsChannels } from './contract/findings.ts'
import { desktopChannels } from './contract/desktop.ts'
import { guidedChannels, madeSchema } from './contract/guided.ts'
import {
  acceptPlaces,
  id,
  jobId,
  nothing,
  secretInputSchema,
  signInFieldsSchema,
  stepUp,
  type CallSpec,
} from './contract/common.ts'
import { importChannels } from './contract/import.ts'
import { inspectChannels } from './contract/inspect.ts'
import { fromConfigurationSchema, namedChannels } from './contract/named.ts'
import { leakedChannels } from './contract/leaked.ts'
import { reportChannels } from './contract/report.ts'
import { revokeAllChannels } from './contract/revoke-all.ts'
import { operationChannels } from './contract/operations.ts'
import { placeChannels } from './contract/places.ts'
import { profileChannels } from './contract/profile.ts'
import { captureSchema, revealChannels, revealEvents } from './contract/reveal.ts'
import { teamChannels } from './contract/team.ts'
import { scanChannels } from './contract/scan.ts'
import { vaultChannels } from './contract/vault.ts'

export type { CallSpec, SecretInput, SignInFields, StepUpInput, TypedKey } from './contract/common.ts'
export type { EndedLeak, LeakedValue, LeakWay, ValueState } from './contract/leaked.ts'
export type { Made } from './contract/guided.ts'
export type { NamedAddress } from './contract/named.ts'
export { longestCapture, type Capture } from './contract/reveal.ts'

export const otherTokenSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  service: z.string().trim().min(1).max(200),
  serviceUrl: z.string().max(2000),
  owner: ownerSchema.shape.name,
  expiry: expirySchema,
  manageUrl: z.string().max(2000),
  notes: notesSchema,
})
export type OtherToken = z.infer<typeof otherTokenSchema>

/** A secret that could not be stored: main holds it in memory, and a window that starts anew finds it again here. */
const unstoredSchema = z.strictObject({ id, tokenId: id, operationId: id })
export type UnstoredSecret = z.infer<typeof unstoredSchema>

/** Everything the window shows but the token rows: small, and sent whole whenever it changes. */
export const factsSchema = z.strictObject({
  vault: vaultStateSchema,
  accounts: z.array(accountSchema),
  parts: z.array(partSchema),
  operations: z.array(operationSchema),
  /** The operation that a notice of the system was about which the person has opened, until the window shows it. */
  wantedOperation: id.nullable(),
  expiry: expiryFactsSchema,
  /** The calendar file that is kept up to date could not be written; it is tried again while the vault is open. */
  calendarTrouble: calendarTroubleSchema.nullable(),
  audit: auditFactsSchema,
  /** Secrets that were ended: is each of them dead? That one is dead is told for an hour. */
  endings: z.array(endingSchema),
  /** The run that revokes many tokens, until the person has seen how it ended. */
  bulk: bulkSchema.nullable(),
  unstored: z.array(unstoredSchema),
  profile: ownProfileSchema,
  preferences: preferencesSchema,
  locking: lockingSchema,
  /** Main's judgement of the network: false after calls failed for lack of it, true after one got through. */
  online: z.boolean(),
  capture: captureSchema,
})
export type Facts = z.infer<typeof factsSchema>

/** A chunk of token rows. `reset` empties the mirror first; `done` closes a full sending. At most 500 rows. */
export const rowsPatchSchema = z.strictObject({
  reset: z.boolean(),
  upsert: z.array(tokenRowSchema).max(500),
  remove: z.array(id).max(5000),
  done: z.boolean(),
})
export type RowsPatch = z.infer<typeof rowsPatchSchema>

/**
 * The whole of what crosses between the window and main: each channel with the schema of its input and of its output.
 * Main checks both on every call; the window takes only the types. A channel that carries a secret says so in `secret`.
 */
export const contract = {
  'app.start': {
    input: nothing,
    output: z.strictObject({
      facts: factsSchema,
      /**
       * `ProviderRecord[]` as JSON: the bridge would copy thousands of values one by one, and the window waits. They are
       * constants of the program, checked by its tests.
       */
      catalogue: z.string(),
      demo: z.boolean(),
      version: z.string(),
      platform: z.string(),
    }),
  },
  'job.cancel': { input: z.strictObject({ jobId: z.string().max(100) }), output: nothing },

  ...vaultChannels,
  ...profileChannels,

  ...namedChannels,
  /** Asks the provider who the credential is. Nothing is stored; main keeps it for five minutes under `checkId`. */
  'account.check': {
    input: z.strictObject({
      provider: z.string().max(60),
      address: z.string().min(1).max(2000),
      secret: z.discriminatedUnion('from', [...secretInputSchema.options, fromConfigurationSchema]),
      fields: signInFieldsSchema.optional(),
      jobId,
    }),
    output: z.strictObject({
      checkId: id,
      origin: z.string(),
      identity: identitySchema,
      /** An account that has the same identity at the same origin already. */
      sameAs: id.nullable(),
    }),
    secret: 'in',
  },
  'account.add': {
    input: z.strictObject({ checkId: id, name: z.string().trim().min(1).max(100) }),
    output: z.strictObject({ accountId: id }),
  },
  'account.rename': {
    input: z.strictObject({ accountId: id, name: z.string().trim().min(1).max(100) }),
    output: nothing,
  },
  /** Replaces the credential after asking the provider who the new one is; another identity is refused. */
  'account.reenter': {
    input: z.strictObject({
      accountId: id,
      secret: secretInputSchema,
      fields: signInFieldsSchema.optional(),
      jobId,
    }),
    output: nothing,
    secret: 'in',
  },
  'account.remove': { input: z.strictObject({ accountId: id, acceptLosing: z.int() }), output: nothing },

  'inventory.refresh': { input: z.strictObject({ accountId: id.nullable(), jobId }), output: nothing },

  /** What is not given stays as it is. `expiry` is for a token whose issuer says nothing of it; null takes it back. */
  'token.annotate': {
    input: z.strictObject({
      tokenId: id,
      tags: tagsSchema.optional(),
      notes: notesSchema.optional(),
      expiry: instantSchema.nullable().optional(),
    }),
    output: nothing,
  },
  /** `more`: further tokens, each on a line of its own. */
  'token.copyText': {
    input: z.strictObject({ tokenId: id, more: z.array(id).max(10_000).optional(), what: z.enum(['name', 'id']) }),
    output: nothing,
  },
  /** Opens the provider's own page for a token, or for an account's tokens, in the browser. */
  'link.open': {
    input: z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('token'), tokenId: id }),
      z.strictObject({ what: z.literal('account'), accountId: id }),
      z.strictObject({ what: z.literal('new-token'), provider: z.string().max(60), address: z.string().max(2000) }),
    ]),
    output: nothing,
  },

  'token.formOptions': {
    input: z.strictObject({ accountId: id, owner: ownerSchema, kind: z.string().max(60), jobId }),
    output: formOptionsSchema,
  },
  'token.create': {
    input: z.strictObject({
      accountId: id,
      owner: ownerSchema,
      kind: z.string().max(60),
      draft: draftSchema,
      stepUp,
      jobId,
    }),
    output: madeSchema,
    secret: 'in',
  },
  ...guidedChannels,
  ...revokeAllChannels,
  ...bulkChannels,

  'token.update': {
    input: z.strictObject({ tokenId: id, changes: changesSchema, stepUp, jobId }),
    output: nothing,
    secret: 'in',
  },
  /** Native: same token, new secret. Emulated: makes the successor, stores and checks it; the old one stays for now. */
  'token.regenerate': {
    input: z.strictObject({ tokenId: id, draft: draftSchema, ownConfirmed: z.boolean(), stepUp, jobId }),
    output: madeSchema,
    secret: 'in',
  },
  /** `confirmation-needed` (code `places`) when more places stop working with it than `acceptPlaces` says. */
  'token.revoke': {
    input: z.strictObject({ tokenId: id, ownConfirmed: z.boolean(), acceptPlaces, stepUp, jobId }),
    output: z.strictObject({ outcome: z.enum(['revoked', 'already-gone']) }),
    secret: 'in',
  },
  /** The person's answer to "is this the token Keyrack signs in with?" */
  'token.ownCredential': { input: z.strictObject({ tokenId: id, own: z.enum(['yes', 'no']) }), output: nothing },

  ...operationChannels,
  /** Tries once more to store a secret that could not be stored. */
  'secret.storeAgain': { input: z.strictObject({ unstoredId: id }), output: z.strictObject({ secretId: id }) },

  /** Stores a secret for a listed token after probing it. */
  'secret.store': {
    input: z.strictObject({ tokenId: id, secret: secretInputSchema, stepUp, jobId }),
    output: z.strictObject({ secretId: id, proof: proofSchema }),
    secret: 'in',
  },
  'secret.forget': { input: z.strictObject({ secretId: id }), output: nothing },
  ...revealChannels,

  'other.add': {
    input: z.strictObject({ token: otherTokenSchema, secret: secretInputSchema.nullable() }),
    output: z.strictObject({ tokenId: id }),
    secret: 'in',
  },
  'other.edit': { input: z.strictObject({ tokenId: id, token: otherTokenSchema }), output: nothing },
  'other.remove': { input: z.strictObject({ tokenId: id }), output: nothing },

  /** `backup` is main's to write, and the path of a policy comes from the person. */
  'preferences.set': {
    input: preferencesSchema.omit({ backup: true, calendar: true, policy: true }).partial().strict(),
    output: nothing,
  },

  ...placeChannels,
  ...scanChannels,
  ...importChannels,
  ...backupChannels,
  ...auditChannels,
  ...findingsChannels,
  ...activityChannels,
  ...desktopChannels,
  ...leakedChannels,
  ...inspectChannels,
  ...reportChannels,
  ...teamChannels,
  ...expiryChannels,
} as const satisfies Record<string, CallSpec>

export type Channel = keyof typeof contract
/** Those that the page can call: a file is named by nobody but the person who dropped it. */
export type PageChannel = Exclude<Channel, 'import.dropped' | 'inspect.dropped'>
export type Input<C extends Channel> = z.input<(typeof contract)[C]['input']>
export type Output<C extends Channel> = z.output<(typeof contract)[C]['output']>

/** What main sends without being asked. */
export const events = {
  facts: factsSchema,
  rows: rowsPatchSchema,
  /** The clipboard was cleared, or could not be. */
  clipboard: z.strictObject({ cleared: z.boolean() }),
  ...revealEvents,
  /** How far a job has come. */
  progress: progressSchema,
} as const satisfies Record<string, z.ZodType>

export type EventName = keyof typeof events
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>

/** Every call answers with a result; nothing is thrown across the bridge. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: z.infer<typeof appErrorSchema> }

/** A `File` of the page: what runs beside it knows no such thing. */
interface DroppedFile {
  readonly name: string
}

/** What the preload puts on `window.keyrack`, frozen. */
export interface Bridge {
  readonly call: <C extends PageChannel>(channel: C, input: Input<C>) => Promise<Result<Output<C>>>
  /** Has main read a file that the person dropped onto the page. One that a script made has no path, and is none. */
  readonly dropped: (file: DroppedFile, jobId: string) => Promise<Result<Output<'import.dropped'>>>
  /** The same, to say what the token in it is; its content does not come here. */
  readonly inspectDropped: (file: DroppedFile) => Promise<Result<Output<'inspect.dropped'>>>
  /**
   * Calls `listener` on each event; gives the function that ends it. The payload comes as JSON: what is handed from the
   * preload to the page is copied property by property, which for a chunk of rows costs far more than parsing it there.
   */
  readonly on: (event: EventName, listener: (json: string) => void) => () => void
}
