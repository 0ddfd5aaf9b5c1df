import { z } from 'zod'
import {
  auditPointSchema,
  countsSchema,
  decisionSchema,
  endedExceptionSchema,
  findingSchema,
  unjudgedSchema,
} from '../model/finding.ts'
import { packIdSchema, policyChoiceSchema, policyFaultSchema } from '../model/policy-choice.ts'
import { instantSchema } from '../model/time.ts'
import { id, jobId, nothing, type CallSpec } from './common.ts'

/** So many findings come at once, at most. */
export const mostFindings = 500
/** So many are decided about at once, at most. */
export const mostDecisions = 5000

const findingId = z.string().min(1).max(1000)

/** An audit without its findings. */
export const auditHeadSchema = z.strictObject({
  /** Another one after every run and every decision. */
  auditId: id,
  at: instantSchema,
  policy: z.string().max(300),
  tokens: z.int(),
  /** Those that count: open and assigned. */
  counts: countsSchema,
  /** How many findings there are, also those that do not count. */
  findings: z.int(),
  trend: z.array(auditPointSchema).max(400),
  unjudged: z.array(unjudgedSchema),
  endedExceptions: z.array(endedExceptionSchema),
})
export type AuditHead = z.infer<typeof auditHeadSchema>

/** What a person decides about a finding; null takes back what was decided. Main knows when. */
export const decidingSchema = z.strictObject({
  findingId,
  decision: decisionSchema.omit({ at: true }).nullable(),
})
export type Deciding = z.infer<typeof decidingSchema>

/** Where the audit stands, as part of the facts. Findings are asked for. */
export const auditFactsSchema = z.strictObject({
  /** Null while there was none since the vault was opened. */
  last: auditHeadSchema.pick({ auditId: true, at: true, counts: true }).nullable(),
  isRunning: z.boolean(),
  policy: z.strictObject({
    choice: policyChoiceSchema,
    /** What it calls itself. */
    name: z.string().max(300),
    /** Why the file cannot be used; no audit is made meanwhile. Empty while it can. */
    faults: z.array(policyFaultSchema).max(50),
    /** Longest lifetime by `provider/kind`, in days, where the policy has a limit of its own. */
    lifetimes: z.record(z.string(), z.int()),
  }),
})
export type AuditState = z.infer<typeof auditFactsSchema>

/** Channels of Keyrack's own audit, and of the policy that it goes by. */
export const findingsChannels = {
  /** Makes an audit now and keeps it for the trend. Throws `invalid-input` (field `policy`) while the policy cannot be used. */
  'findings.run': { input: z.strictObject({ jobId }), output: auditHeadSchema },
  /**
   * Findings of the last audit from the number `from` on, worst first; the first call makes one where there is none. When
   * the audit is not the one that was asked for (null: whichever), they begin with the first again.
   */
  'findings.list': {
    input: z.strictObject({ auditId: id.nullable(), from: z.int().min(0) }),
    output: z.strictObject({
      audit: auditHeadSchema,
      from: z.int(),
      findings: z.array(findingSchema).max(mostFindings),
      /** Null where there are no more. */
      next: z.int().nullable(),
    }),
  },
  /** Decides about findings, all or none. `before` undoes it when it is sent back. */
  'findings.decide': {
    input: z.strictObject({ decisions: z.array(decidingSchema).min(1).max(mostDecisions) }),
    output: z.strictObject({ before: z.array(decidingSchema).max(mostDecisions) }),
  },
  /** Takes a built-in policy. */
  'policy.choose': { input: z.strictObject({ pack: packIdSchema }), output: nothing },
  /** Asks for a file and takes it as the policy. One with faults is not taken. `chosen` null: the person chose none. */
  'policy.chooseFile': {
    input: nothing,
    output: z.strictObject({
      chosen: z.strictObject({ name: z.string().max(300), faults: z.array(policyFaultSchema).max(50) }).nullable(),
    }),
  },
  /** Reads the chosen file anew. */
  'policy.reload': { input: nothing, output: nothing },
} as const satisfies Record<string, CallSpec>
