import { z } from 'zod'
import { reportFormatSchema } from '../model/report.ts'
import { jobId, type CallSpec } from './common.ts'

/** Channels of reports. */
export const reportChannels = {
  /** Writes the last audit, or one that is made now, to a file that main asks for. Null when none was chosen. */
  'report.save': {
    input: z.strictObject({ format: reportFormatSchema, jobId }),
    output: z.strictObject({ written: z.strictObject({ name: z.string().max(300), findings: z.int() }).nullable() }),
  },
} as const satisfies Record<string, CallSpec>
