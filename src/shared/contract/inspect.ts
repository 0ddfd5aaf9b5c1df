import { z } from 'zod'
import { inspectionSchema, longestInspected } from '../model/inspection.ts'
import { id, type CallSpec } from './common.ts'

/** Channels of the offline inspector. */
export const inspectChannels = {
  /**
   * What a value is by itself, and what the vault knows of it. Nothing is sent anywhere, nothing is kept, and the answer has
   * nothing in it that the value could be made of.
   */
  'inspect.look': {
    input: z.strictObject({
      secret: z.discriminatedUnion('from', [
        z.strictObject({ from: z.literal('field'), value: z.string().min(1).max(longestInspected) }),
        z.strictObject({ from: z.literal('clipboard') }),
        z.strictObject({ from: z.literal('stored'), secretId: id }),
      ]),
    }),
    output: z.strictObject({
      inspection: inspectionSchema,
      /** Tokens whose stored secret it is. */
      tokenIds: z.array(id),
      /** Accounts that sign in with it. */
      accountIds: z.array(id),
    }),
    secret: 'in',
  },
} as const satisfies Record<string, CallSpec>
