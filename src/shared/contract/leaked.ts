import { z } from 'zod'
import { appErrorSchema } from '../model/error.ts'
import { leftOutReasons, longestValues, mostLeaked } from '../rules/leaked.ts'
import { acceptPlaces, id, jobId, nothing, stepUp, type CallSpec } from './common.ts'

/** Secrets on their way in, one on a line; or the one that is stored, which never crosses. */
const valuesSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('field'), value: z.string().min(1).max(longestValues) }),
  z.strictObject({ from: z.literal('clipboard') }),
  z.strictObject({ from: z.literal('stored'), secretId: id }),
])

/**
 * A way to end a secret. `by-value`: the provider's public call; `token`: the call that revokes the token whose secret it is;
 * `itself`: signs in with the secret, asks which token that is, and revokes it; `account`: an account asks about it and ends
 * it; `page`: only a person can, on the provider's page. The secret goes to `origin` and nowhere else.
 */
const waySchema = z.strictObject({
  how: z.enum(['by-value', 'token', 'itself', 'account', 'page']),
  provider: z.string().max(60),
  origin: z.string().max(2000),
  /** Of `token`, and of `page` where it is known. */
  tokenId: id.nullable(),
  /** Of `account`. */
  accountId: id.nullable(),
})
export type LeakWay = z.infer<typeof waySchema>

/** A line that can be a secret. Nothing of it is in here but what all of its kind begin with. */
const valueSchema = z.strictObject({
  line: z.int(),
  /** `held`: the vault has the same; `unknown`: its shape says nothing. */
  look: z.enum(['held', 'certain', 'likely', 'possible', 'unknown']),
  prefix: z.string(),
  /** Listed or stored tokens whose stored secret it is. */
  tokenIds: z.array(id),
  /** Accounts that sign in with it. */
  accountIds: z.array(id),
  /** Fastest first; where there are several it is not known whose it is, and the person chooses. */
  ways: z.array(waySchema).max(500),
})
export type LeakedValue = z.infer<typeof valueSchema>

const leftOutSchema = z.strictObject({
  line: z.int(),
  why: z.enum(leftOutReasons),
  /** Whose it begins like. */
  provider: z.string().nullable(),
})

/**
 * What became of a secret. `ended`: refused now; `was-refused`: it was refused before anything was done as well; `pending`: it
 * works still; `which`: it works, and nothing was done, because `tokenIds` may be it or because ending that one needs another
 * word; `not-told`: a kind that cannot be tried; `not-asked`: the provider could not be asked.
 */
export const valueStateSchema = z.enum(['ended', 'was-refused', 'pending', 'which', 'not-told', 'not-asked'])
export type ValueState = z.infer<typeof valueStateSchema>

const endedSchema = z.strictObject({
  values: z.array(
    z.strictObject({
      line: z.int(),
      state: valueStateSchema,
      /** Nobody knows whether the provider took the call; what the secret does now tells more. */
      lost: z.boolean(),
      /** Why the call was refused. */
      error: appErrorSchema.nullable(),
      /** Who signs in with it, where that was asked. */
      who: z.string().max(300).nullable(),
      /** The token that it is, or those that it may be. */
      tokenIds: z.array(id),
    }),
  ),
})
export type EndedLeak = z.infer<typeof endedSchema>

/** Channels of ending leaked secrets. Main keeps the values under `leakId`, for half an hour at most. */
export const leakedChannels = {
  /** Recognises secrets by what is stored and by their shapes alone; nothing is sent. `leakId` is null where none is one. */
  'leaked.read': {
    input: z.strictObject({ secret: valuesSchema }),
    output: z.strictObject({
      leakId: id.nullable(),
      values: z.array(valueSchema).max(mostLeaked),
      leftOut: z.array(leftOutSchema),
      /** Lines that said the same secret once more. */
      doubled: z.int(),
    }),
    secret: 'in',
  },
  /**
   * Ends them for good, each by the way that is named by its place in `ways`, and tries each until it is refused or time is over.
   * Lines that are not named are left alone. `confirmation-needed` as for `token.revoke`. Fails where every call was refused.
   */
  'leaked.revoke': {
    input: z.strictObject({
      leakId: id,
      ways: z
        .array(z.strictObject({ line: z.int(), way: z.int().min(0) }))
        .min(1)
        .max(mostLeaked),
      ownConfirmed: z.boolean(),
      acceptPlaces,
      stepUp,
      jobId,
    }),
    output: endedSchema,
    secret: 'in',
  },
  /** Tries those again that were not seen to be refused yet. Nothing is ended by it. */
  'leaked.look': { input: z.strictObject({ leakId: id, jobId }), output: endedSchema },
  /** The person is done with them: forgets the values. */
  'leaked.drop': { input: z.strictObject({ leakId: id }), output: nothing },
} as const satisfies Record<string, CallSpec>
