import { z } from 'zod'
import { activityCheckSchema, activityFilterSchema, numberedEntrySchema } from '../model/activity.ts'
import { jobId, type CallSpec } from './common.ts'

/** So many entries come at once, at most. */
export const mostActivityEntries = 1_000

/** Channels of Keyrack's own log of what was done. */
export const activityChannels = {
  /** A part of the log, newest first: the newest part, or the one that `before` names. */
  'activity.list': {
    input: z.strictObject({ before: z.int().min(1).nullable() }),
    output: z.strictObject({
      entries: z.array(numberedEntrySchema).max(mostActivityEntries),
      /** Names the part before this one; null where there is none. */
      before: z.int().min(1).nullable(),
    }),
  },
  /** Follows the whole chain, from the oldest entry to the end that the vault remembers. */
  'activity.check': { input: z.strictObject({ jobId }), output: activityCheckSchema },
  /** Writes the entries that fit the filter to a file that main asks for. Null when none was chosen. */
  'activity.export': {
    input: z.strictObject({ format: z.enum(['csv', 'json']), filter: activityFilterSchema, jobId }),
    output: z.strictObject({ written: z.strictObject({ name: z.string().max(300), entries: z.int() }).nullable() }),
  },
} as const satisfies Record<string, CallSpec>
