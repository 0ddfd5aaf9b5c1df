import { z } from 'zod'
import { instantSchema } from './time.ts'

/** One line of a provider's own audit log. Texts are the provider's, cleaned; absent facts are empty or null. */
export const auditEventSchema = z.strictObject({
  id: z.string().max(300),
  at: instantSchema,
  /** What was done, in the provider's own word. */
  action: z.string().max(300),
  /** Who did it. */
  actor: z.string().max(300),
  /** To what. */
  target: z.string().max(500),
  description: z.string().max(2000),
  /** The provider's id of the token that it is about. */
  tokenIssuerId: z.string().max(300).nullable(),
  /** The token that it was done with, where the provider tells; either of the two may be empty. */
  signedInWith: z.strictObject({ issuerId: z.string().max(300), name: z.string().max(300) }).optional(),
  from: z.string().max(100),
  /** Null where the provider does not say. */
  succeeded: z.boolean().nullable(),
})
export type AuditEvent = z.infer<typeof auditEventSchema>
