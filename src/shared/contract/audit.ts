import { z } from 'zod'
import { auditEventSchema } from '../model/audit-event.ts'
import { ownerSchema } from '../model/owner.ts'
import { exportFormatSchema } from '../model/provider.ts'
import { instantSchema } from '../model/time.ts'
import { id, jobId, type CallSpec } from './common.ts'

/** So many lines are shown of a stretch, the newest ones; whoever wants all of it takes a file. */
export const mostAuditLines = 2000

/** An event with the tokens of the list that it has to do with. */
const auditLineSchema = z.strictObject({
  event: auditEventSchema,
  /** The token it is about; null where none is told, or it is not in the list. */
  aboutTokenId: id.nullable(),
  /** The token it was done with. */
  byTokenId: id.nullable(),
})
export type AuditLine = z.infer<typeof auditLineSchema>

/** A stretch of one log: `from` belongs to it, `to` does not. */
const stretch = { accountId: id, log: ownerSchema, from: instantSchema, to: instantSchema }

/** Channels of the providers' own audit logs. Nothing of them is kept. */
export const auditChannels = {
  /** Whose logs the account may be able to read; whether it may shows when one is listed. */
  'audit.logs': { input: z.strictObject({ accountId: id }), output: z.strictObject({ logs: z.array(ownerSchema) }) },
  /**
   * Tells how many events have come by `progress`, without a total. `tokenId`: only those that are about this token or were
   * done with it.
   */
  'audit.list': {
    input: z.strictObject({ ...stretch, tokenId: id.optional(), jobId }),
    /** `more`: older events were left out. */
    output: z.strictObject({ lines: z.array(auditLineSchema).max(mostAuditLines), more: z.boolean() }),
  },
  /** Writes the log, as the provider itself makes a file of it, to a file that main asks for. Null when none was chosen. */
  'audit.export': {
    input: z.strictObject({ ...stretch, format: exportFormatSchema, jobId }),
    output: z.strictObject({ written: z.strictObject({ name: z.string().max(300), bytes: z.int() }).nullable() }),
  },
} as const satisfies Record<string, CallSpec>
