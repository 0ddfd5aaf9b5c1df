import { z } from 'zod'
import { countsSchema, evidenceSchema, findingSchema, ruleIdSchema, severitySchema } from './finding.ts'

/** What an audit can be written as. */
export const reportFormats = ['html', 'csv', 'json', 'sarif', 'markdown'] as const
export const reportFormatSchema = z.enum(reportFormats)
export type ReportFormat = z.infer<typeof reportFormatSchema>

/** How the file of each format is called at its end. */
export const reportEndings = {
  html: 'html',
  csv: 'csv',
  json: 'json',
  sarif: 'sarif',
  markdown: 'md',
} as const satisfies Record<ReportFormat, string>

const time = z.iso.datetime().meta({ description: 'In UTC, ISO 8601.' })
const days = z.int().min(0)

const documentEvidence = z
  .strictObject({
    fact: evidenceSchema.shape.fact,
    at: time.optional(),
    days: z.number().optional(),
    text: evidenceSchema.shape.text,
    by: evidenceSchema.shape.by.meta({
      description: 'Who says so, where that is not its issuer: the secret itself, or a person who has typed it.',
    }),
    asOf: time.nullable().meta({ description: 'When this was learned; null where it is no fact of a provider’s.' }),
    says: z.string().meta({ description: 'The same in words.' }),
  })
  .meta({ id: 'evidence', description: 'One fact that a finding stands on.' })

const documentFinding = z
  .strictObject({
    id: findingSchema.shape.id.meta({ description: 'The same in every audit of this vault.' }),
    rule: ruleIdSchema,
    severity: severitySchema,
    state: findingSchema.shape.state.meta({ description: '`open` and `assigned` count.' }),
    isNew: findingSchema.shape.isNew.meta({ description: 'It was not in the audit before.' }),
    subject: findingSchema.shape.subject.meta({
      description: 'The token that it is about. `tokenId` is null where it is about the vault itself.',
    }),
    evidence: z.array(documentEvidence),
    decision: z
      .strictObject({
        kind: z.enum(['accepted', 'assigned', 'snoozed']),
        who: z.string(),
        reason: z.string(),
        until: time.nullable(),
        at: time,
      })
      .nullable()
      .meta({ description: 'What a person has decided.' }),
    exception: z
      .strictObject({ owner: z.string(), reason: z.string(), until: time })
      .nullable()
      .meta({ description: 'An exception of the policy that covers it, or did until it ended.' }),
  })
  .meta({ id: 'finding' })

/**
 * An audit as JSON, for programs: what stands here under `keyrack.audit/1` stays as it is. Fields may be added; whoever reads
 * it passes over what they do not know.
 */
export const auditDocumentSchema = z
  .strictObject({
    format: z.literal('keyrack.audit/1'),
    keyrack: z.string().meta({ description: 'The version of Keyrack that wrote it.' }),
    at: time.meta({ description: 'When the audit was made.' }),
    policy: z.string().meta({ description: 'What the policy calls itself.' }),
    tokens: days.meta({ description: 'How many tokens were looked at.' }),
    counts: countsSchema.meta({ description: 'Findings that count, by severity.' }),
    findings: z.array(documentFinding).meta({ description: 'All of them, also those that do not count; worst first.' }),
    rules: z
      .array(
        z.strictObject({
          id: ruleIdSchema,
          title: z.string(),
          reason: z.string().meta({ description: 'Why it matters.' }),
          todo: z.string().meta({ description: 'What to do about it.' }),
          owasp: z.array(z.string()).meta({ description: 'Risks of the OWASP Non-Human Identities Top 10 of 2025.' }),
        }),
      )
      .meta({ description: 'Every rule of the audit in words.' }),
    trend: z
      .array(
        z.strictObject({
          at: time,
          tokens: days,
          counts: countsSchema,
          since: z.strictObject({ at: time, came: days, went: days }).nullable(),
        }),
      )
      .meta({ description: 'Audits that were kept, oldest first, this one last.' }),
    unjudged: z
      .array(z.strictObject({ account: z.string(), owner: z.string(), kind: z.string(), asOf: time.nullable() }))
      .meta({ description: 'Parts of the list that are missing or old: nothing is said about what is in them.' }),
    endedExceptions: z
      .array(
        z.strictObject({
          rules: z.array(ruleIdSchema),
          about: z.string(),
          owner: z.string(),
          reason: z.string(),
          until: time,
        }),
      )
      .meta({ description: 'Exceptions of the policy that cover nothing any more.' }),
  })
  .meta({ title: 'An audit by Keyrack' })
export type AuditDocument = z.infer<typeof auditDocumentSchema>
