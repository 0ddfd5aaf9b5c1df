import { z } from 'zod'
import { appErrorSchema } from '../model/error.ts'
import { mostInBulk } from '../rules/bulk-revoke.ts'
import { acceptPlaces, id, jobId, nothing, stepUp, type CallSpec } from './common.ts'

const number = z.int().min(0)

/** What a run does with each of its tokens. `revoke-old`: ends it, because its successor took its place. */
export const bulkKindSchema = z.enum(['revoke', 'regenerate', 'revoke-old'])
export type BulkKind = z.infer<typeof bulkKindSchema>

/** How a run over many tokens stands: part of the facts, so that it outlives the dialog that began it. */
export const bulkSchema = z.strictObject({
  id,
  what: bulkKindSchema,
  total: number,
  /** Are revoked, or have a new secret. */
  done: number,
  /** Were gone already. */
  gone: number,
  failed: number,
  /**
   * `stopping`: what is under way ends, nothing else begins. `asking`: it goes on once the person has typed what a provider
   * asks for. `ended`: nothing is under way; what is neither done nor gone nor failed was not tried.
   */
  phase: z.enum(['running', 'stopping', 'asking', 'ended']),
  /** Accounts whose provider asks for a password or a one-time code, and the refusal that says so. */
  asks: z.array(z.strictObject({ accountId: id, error: appErrorSchema })).max(1000),
  /** Grows each time that what failed is tried again: results that were read before count no more. */
  round: number,
  /** The app or the vault was closed meanwhile: the numbers are what is known of it now. */
  cutOff: z.boolean(),
})
export type Bulk = z.infer<typeof bulkSchema>

const resultSchema = z.strictObject({
  tokenId: id,
  outcome: z.enum(['revoked', 'regenerated', 'already-gone', 'failed']),
  error: appErrorSchema.nullable(),
})
export type BulkResult = z.infer<typeof resultSchema>

/** How long new secrets last: as the old ones, or for so many days; at most what each provider allows. */
const lifetimeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('as-before') }),
  z.strictObject({ kind: z.literal('days'), days: z.int().min(1).max(3650) }),
])
export type BulkLifetime = z.infer<typeof lifetimeSchema>

/** Channels of what is done with many tokens, one after the other. There is one run at a time. */
export const bulkChannels = {
  /**
   * Begins. `typed`: the number of tokens, as the person typed it. Nothing is done, and it fails as `confirmation-needed`,
   * when that is another number, when a token is guarded and `ownConfirmed` is false, or (code `places`) when more places of
   * all of them together stop working than `acceptPlaces` says.
   */
  'bulkRevoke.start': {
    input: z.strictObject({
      tokenIds: z.array(id).min(1).max(mostInBulk),
      typed: z.int(),
      ownConfirmed: z.boolean(),
      acceptPlaces,
    }),
    output: z.strictObject({ bulkId: id }),
  },
  /**
   * Begins to give tokens new secrets, each as if it were the only one. Nothing is done, and it fails as `confirmation-needed`,
   * when one whose old secret dies at once is guarded and `ownConfirmed` is false.
   */
  'bulkRegenerate.start': {
    input: z.strictObject({
      tokenIds: z.array(id).min(1).max(mostInBulk),
      lifetime: lifetimeSchema,
      ownConfirmed: z.boolean(),
    }),
    output: z.strictObject({ bulkId: id }),
  },
  /**
   * Begins to revoke the old tokens of operations whose successors are in use. `typed`, `ownConfirmed`, `acceptPlaces`: as for
   * revoking many.
   */
  'bulkRevokeOld.start': {
    input: z.strictObject({
      operationIds: z.array(id).min(1).max(mostInBulk),
      typed: z.int(),
      ownConfirmed: z.boolean(),
      acceptPlaces,
    }),
    output: z.strictObject({ bulkId: id }),
  },
  /** What became of each token, in the order in which it did, from the `from`th on. */
  'bulk.results': {
    input: z.strictObject({ bulkId: id, from: number }),
    output: z.strictObject({ results: z.array(resultSchema).max(mostInBulk), round: number }),
  },
  /** The tokens that a run which was cut off has not come to: it goes on with a plan of its own, and a person's word. */
  'bulk.left': {
    input: z.strictObject({ bulkId: id }),
    output: z.strictObject({ tokenIds: z.array(id).max(mostInBulk) }),
  },
  /** Begins nothing more; what is under way ends. */
  'bulk.stop': { input: z.strictObject({ bulkId: id }), output: nothing },
  /** Goes on with the tokens of an account, with what its provider asks for. It counts for all of them. */
  'bulk.goOn': {
    input: z.strictObject({ bulkId: id, accountId: id, stepUp, jobId }),
    output: nothing,
    secret: 'in',
  },
  /** Tries everything that is neither done nor gone: what failed, and what was not tried. */
  'bulk.again': { input: z.strictObject({ bulkId: id }), output: nothing },
  /** The person has seen how it ended. */
  'bulk.dismiss': { input: z.strictObject({ bulkId: id }), output: nothing },
} as const satisfies Record<string, CallSpec>
