import { z } from 'zod'
import { warningChoices } from '../rules/expiry.ts'
import { instantSchema } from './time.ts'

/** How many days before a token ends it is warned of; empty: not before it has ended. */
export const warningDaysSchema = z.array(z.literal(warningChoices)).max(warningChoices.length)

/**
 * What a person has said to the warning of a token, while it ends at `end`: `known`: they need not be told again; `snoozed`:
 * not before `until`. A token that ends at another time is warned of as ever.
 */
export const quietSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('known'), end: instantSchema }),
  z.strictObject({ kind: z.literal('snoozed'), end: instantSchema, until: instantSchema }),
])
export type Quiet = z.infer<typeof quietSchema>
