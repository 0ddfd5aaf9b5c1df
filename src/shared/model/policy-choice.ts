import { z } from 'zod'

/** Policies that are built in. */
export const packIds = ['issuer', 'strict', 'relaxed'] as const
export const packIdSchema = z.enum(packIds).meta({
  description:
    'A built-in policy: `issuer` (what the providers allow), `strict` (90 days, least rights), `relaxed` (the worst only).',
})
export type PackId = z.infer<typeof packIdSchema>

/** Something wrong in a policy file, for the person who wrote it. */
export const policyFaultSchema = z.strictObject({
  /** Counted from 1; null where no line is meant. */
  line: z.int().min(1).nullable(),
  /** Where, such as `limits.unusedDays`; empty for the whole. */
  at: z.string().max(300),
  says: z.string().max(500),
})
export type PolicyFault = z.infer<typeof policyFaultSchema>

/** Which policy the person has chosen. */
export const policyChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pack'), pack: packIdSchema }),
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(4000) }),
])
export type PolicyChoice = z.infer<typeof policyChoiceSchema>

/** Longest policy file, in bytes. */
export const mostPolicyBytes = 512 * 1024
