import { z } from 'zod'
import { inspectionSchema, longestInspected } from '../model/inspection.ts'
import { id, type CallSpec } from './common.ts'

const looked = z.strictObject({
  inspection: inspectionSchema,
  /** Tokens whose stored secret it is. */
  tokenIds: z.array(id),
  /** Accounts that sign in with it. */
  accountIds: z.array(id),
})

/** Why what was dropped is not looked at. */
const refusedFileSchema = z.enum(['folder', 'no-file', 'too-large', 'unreadable'])
export type RefusedFile = z.infer<typeof refusedFileSchema>

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
    output: looked,
    secret: 'in',
  },
  /**
   * The same with what is in a file that was dropped onto the dialog. Only the preload may name it: the page cannot reach this
   * channel.
   */
  'inspect.dropped': {
    input: z.strictObject({ path: z.string().min(1).max(8192) }),
    output: z.discriminatedUnion('state', [
      looked.extend({ state: z.literal('looked') }),
      z.strictObject({ state: z.literal('refused'), why: refusedFileSchema }),
    ]),
  },
} as const satisfies Record<string, CallSpec>
