import { z } from 'zod'
import { appErrorSchema } from '../model/error.ts'
import { draftSchema } from '../model/operation.ts'
import { ownerSchema } from '../model/owner.ts'
import { id, jobId, nothing, secretInputSchema, stepUp, type CallSpec } from './common.ts'

/** A token that was made, or got a new secret. */
export const madeSchema = z.strictObject({
  operationId: id,
  tokenId: id,
  /** Null when the secret could not be stored: then `unstored` names what main still holds in memory. */
  secretId: id.nullable(),
  /** Main keeps the secret in memory under this id until it is stored or the person lets it go. */
  unstoredId: id.nullable(),
  error: appErrorSchema.nullable(),
})
export type Made = z.infer<typeof madeSchema>

const kind = z.string().max(60)

/** Channels of what a person does on the provider's own page, as the record's guide says. */
export const guidedChannels = {
  /** Opens that page in the browser, filled in as far as its address can say it. */
  'guided.open': {
    input: z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('create'), accountId: id, owner: ownerSchema, kind, draft: draftSchema }),
      z.strictObject({ what: z.literal('regenerate'), tokenId: id, draft: draftSchema }),
      z.strictObject({ what: z.literal('revoke'), tokenId: id }),
      z.strictObject({ what: z.literal('revoke-all'), accountId: id }),
    ]),
    output: nothing,
  },
  /** Takes the secret of a token that was made there: asks the provider about it, then stores and lists it. */
  'guided.create': {
    input: z.strictObject({
      accountId: id,
      owner: ownerSchema,
      kind,
      draft: draftSchema,
      secret: secretInputSchema,
      stepUp,
      jobId,
    }),
    output: madeSchema,
    secret: 'in',
  },
  /** Takes the new secret that a token got there. The draft says what of it was chosen anew: the expiry. */
  'guided.regenerate': {
    input: z.strictObject({
      tokenId: id,
      draft: draftSchema,
      secret: secretInputSchema,
      ownConfirmed: z.boolean(),
      stepUp,
      jobId,
    }),
    output: madeSchema,
    secret: 'in',
  },
  /**
   * The person has revoked the token there. Checked with the stored secret, or with the list; `saysDone` counts only where
   * there is neither.
   */
  'guided.revoke': {
    input: z.strictObject({ tokenId: id, ownConfirmed: z.boolean(), saysDone: z.boolean(), stepUp, jobId }),
    output: z.strictObject({ by: z.enum(['probe', 'list', 'word']) }),
    secret: 'in',
  },
} as const satisfies Record<string, CallSpec>
