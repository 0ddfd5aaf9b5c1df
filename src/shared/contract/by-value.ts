import { z } from 'zod'
import { leftOutReasons, longestValues } from '../rules/leaked.ts'
import { id, jobId, nothing, type CallSpec } from './common.ts'

/** Secrets on their way in, one on a line; or the one that is stored, which never crosses. */
const valuesSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('field'), value: z.string().min(1).max(longestValues) }),
  z.strictObject({ from: z.literal('clipboard') }),
  z.strictObject({ from: z.literal('stored'), secretId: id }),
])

/** A line that was recognised. Nothing of the secret is in it. */
const valueSchema = z.strictObject({
  line: z.int(),
  /** One of the record's `revokeByValue.values`. */
  prefix: z.string(),
  /** A checksum in it is right: it was neither mistyped nor cut off. */
  checked: z.boolean(),
  /** Listed or stored tokens whose stored secret it is. */
  tokenIds: z.array(id),
  /** Accounts that sign in with it. */
  accountIds: z.array(id),
})
export type LeakedValue = z.infer<typeof valueSchema>

const leftOutSchema = z.strictObject({
  line: z.int(),
  why: z.enum(leftOutReasons),
  /** `other-provider`: whose it looks like. */
  provider: z.string().nullable(),
})

/**
 * What became of a secret. `ended`: refused now; `was-refused`: it was refused before the call as well; `pending`: it works
 * still; `not-told`: a kind that cannot be tried; `not-asked`: the provider could not be asked.
 */
export const valueStateSchema = z.enum(['ended', 'was-refused', 'pending', 'not-told', 'not-asked'])
export type ValueState = z.infer<typeof valueStateSchema>

const endedSchema = z.strictObject({
  /** `lost`: nobody knows whether the provider took the call; what the secrets do now tells more. */
  answer: z.enum(['taken', 'lost']),
  values: z.array(z.strictObject({ line: z.int(), state: valueStateSchema })),
})

/** Channels of ending leaked secrets by their values. Main keeps the values under `leakId`, for half an hour at most. */
export const byValueChannels = {
  /** Recognises secrets by their shapes alone; nothing is sent. `leakId` is null where none can be ended. */
  'leaked.read': {
    input: z.strictObject({ provider: z.string().max(60), origin: z.string().max(2000), secrets: valuesSchema }),
    output: z.strictObject({
      leakId: id.nullable(),
      values: z.array(valueSchema),
      leftOut: z.array(leftOutSchema),
      /** Lines that said the same secret once more. */
      doubled: z.int(),
    }),
    secret: 'in',
  },
  /** Ends them for good, in a call that no account signs, and tries each of them until it is refused or time is over. */
  'leaked.revoke': {
    input: z.strictObject({ leakId: id, ownConfirmed: z.boolean(), jobId }),
    output: endedSchema,
  },
  /** Tries those again that were not seen to be refused yet. Nothing is ended by it. */
  'leaked.look': { input: z.strictObject({ leakId: id, jobId }), output: endedSchema },
  /** The person is done with them: forgets the values. */
  'leaked.drop': { input: z.strictObject({ leakId: id }), output: nothing },
} as const satisfies Record<string, CallSpec>
