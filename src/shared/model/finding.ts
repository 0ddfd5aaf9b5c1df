import { z } from 'zod'
import { instantSchema } from './time.ts'

/** How bad a finding is, from the least on. */
export const severities = ['low', 'medium', 'high', 'critical'] as const
export const severitySchema = z.enum(severities)
export type Severity = z.infer<typeof severitySchema>

/** Every rule of the audit, by the id that policies, reports and `--fail-on` name it with. Ids are never used again for another rule. */
export const ruleIds = [
  'expired-kept',
  'due-soon',
  'never-expires',
  'lifetime-too-long',
  'too-old',
  'never-used',
  'unused',
  'too-many-rights',
  'owner-left',
  'no-owner',
  'revoked-kept',
  'gone-kept',
  'same-secret',
  'plain-text',
  'weak-storage',
  'name-without-meaning',
  'leaked',
] as const
export const ruleIdSchema = z.enum(ruleIds)
export type RuleId = z.infer<typeof ruleIdSchema>

/**
 * One fact that a finding stands on. Never a secret, nor a part of one: `text` is a name, a path or a scope. `asOf` is when the
 * fact was learned, null where it is no fact of a provider's.
 */
export const evidenceSchema = z.strictObject({
  fact: z.enum([
    'expires',
    'created',
    'last-used',
    'never-used',
    'limit',
    'lifetime',
    'rights',
    'owner',
    'place',
    'storage',
    'same-as',
    'revoked',
    'gone',
    'leaked',
    'name',
    /** The provider tells of uses no sooner than so many days after. */
    'lag',
  ]),
  at: instantSchema.optional(),
  days: z.number().optional(),
  text: z.string().max(2000).optional(),
  /** Who says so, where that is not its issuer: the secret itself, or a person who has typed it. */
  by: z.enum(['secret', 'typed']).optional(),
  asOf: instantSchema.nullable(),
})
export type Evidence = z.infer<typeof evidenceSchema>

/** What a person has decided about a finding. An accepted one stays away until `until`, for good where that is null. */
export const decisionSchema = z.strictObject({
  kind: z.enum(['accepted', 'assigned', 'snoozed']),
  /** Who takes care of it, or has accepted it. */
  who: z.string().trim().max(200),
  reason: z.string().trim().max(2000),
  until: instantSchema.nullable(),
  at: instantSchema,
})
export type Decision = z.infer<typeof decisionSchema>

/** An exception in the policy that covers a finding, or did until `until`. */
export const coveredSchema = z.strictObject({
  owner: z.string().max(200),
  reason: z.string().max(2000),
  until: instantSchema,
})

/** What a finding is about, in words: reports need no other table. A vault-wide finding has no token. */
export const subjectSchema = z.strictObject({
  tokenId: z.string().max(900).nullable(),
  name: z.string().max(2000),
  /** Id and display name of the provider; empty for the vault itself. */
  provider: z.string().max(60),
  providerName: z.string().max(200),
  accountId: z.string().max(100),
  account: z.string().max(100),
  owner: z.string().max(700),
  kind: z.string().max(200),
})
export type Subject = z.infer<typeof subjectSchema>

/** One result of a rule on one token, or on the vault. */
export const findingSchema = z.strictObject({
  /** The same in every audit, as long as it is the same rule on the same token: `rule:token id`. */
  id: z.string().max(1000),
  rule: ruleIdSchema,
  severity: severitySchema,
  subject: subjectSchema,
  evidence: z.array(evidenceSchema).max(50),
  /** Does it count now? `open` and `assigned` do. */
  state: z.enum(['open', 'assigned', 'accepted', 'snoozed', 'excepted']),
  /** The last one; it counts no more once its time is over. */
  decision: decisionSchema.nullable(),
  exception: coveredSchema.nullable(),
  /** It was not in the last audit that was kept. */
  isNew: z.boolean(),
})
export type Finding = z.infer<typeof findingSchema>

export const countsSchema = z.strictObject({
  critical: z.int(),
  high: z.int(),
  medium: z.int(),
  low: z.int(),
})
export type Counts = z.infer<typeof countsSchema>

/** An audit as it is remembered: for the trend. */
export const auditPointSchema = z.strictObject({
  at: instantSchema,
  tokens: z.int(),
  counts: countsSchema,
  /** Findings that have come since the one before, and that are no more; null for the first. */
  since: z.strictObject({ at: instantSchema, came: z.int(), went: z.int() }).nullable(),
})
export type AuditPoint = z.infer<typeof auditPointSchema>

/** An exception of the policy that has ended: it covers nothing any more, and ought to be renewed or taken out. */
export const endedExceptionSchema = coveredSchema.extend({
  rules: z.array(ruleIdSchema),
  /** What it was about, as the policy says it; empty for everything. */
  about: z.string().max(2000),
})
export type EndedException = z.infer<typeof endedExceptionSchema>

/** What could not be judged: a part of the inventory that was never listed or failed, with its age. */
export const unjudgedSchema = z.strictObject({
  account: z.string().max(100),
  owner: z.string().max(700),
  kind: z.string().max(200),
  asOf: instantSchema.nullable(),
})

/** An audit, whole: what every report is made of. */
export const auditSchema = z.strictObject({
  at: instantSchema,
  policy: z.string().max(300),
  tokens: z.int(),
  findings: z.array(findingSchema),
  /** Those that count: open and assigned. */
  counts: countsSchema,
  /** Earlier audits, oldest first, this one last. */
  trend: z.array(auditPointSchema).max(400),
  unjudged: z.array(unjudgedSchema),
  endedExceptions: z.array(endedExceptionSchema),
})
export type Audit = z.infer<typeof auditSchema>
