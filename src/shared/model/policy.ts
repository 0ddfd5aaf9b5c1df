import { z } from 'zod'
import { ruleIdSchema, severitySchema } from './finding.ts'
import { packIdSchema } from './policy-choice.ts'

/**
 * The policy of an audit: what is allowed, how bad it is where something else is found, and what is excepted until when.
 * `docs/policy.md` explains it, `docs/policy.schema.json` is made of this.
 */

const days = z.int().min(1).max(36_500)
const name = z.string().trim().min(1).max(300)
/** `*` stands for any characters, none too. */
const pattern = z.string().trim().min(1).max(300)

/** Is something allowed that a token may have? */
export const allowanceSchema = z.enum(['allowed', 'where-unavoidable', 'refused'])

export const limitsSchema = z
  .strictObject({
    maxLifetimeDays: z.union([days, z.literal('issuer'), z.null()]).meta({
      description: 'Longest time from creation to expiry. `issuer`: what the provider allows; null: no limit.',
    }),
    maxAgeDays: days.nullable().meta({ description: 'Longest time since the secret was made; null: no limit.' }),
    unusedDays: days.nullable().meta({ description: 'Longest time without a use; null: no limit.' }),
    neverUsedDays: z
      .int()
      .min(0)
      .max(36_500)
      .nullable()
      .meta({ description: 'So long a token may be there before its first use; null: no limit.' }),
    dueDays: days.nullable().meta({ description: 'A token that expires within so many days is due; null: none is.' }),
    neverExpiring: allowanceSchema.meta({
      description:
        'Tokens without an end. `where-unavoidable`: only where the provider offers no other; `refused`: nowhere.',
    }),
    wideRights: allowanceSchema.meta({
      description:
        'Administrators’ tokens, full access and wide scopes. `where-unavoidable`: only where the provider offers no less.',
    }),
    wideScopes: z
      .array(z.string().trim().min(1).max(200))
      .max(200)
      .meta({ description: 'Names of scopes that count as wide rights, beside those that Keyrack knows.' }),
  })
  .partial()
  .meta({ id: 'limits', description: 'What is not given stays as it is in the wider place.' })
export type LimitsGiven = z.infer<typeof limitsSchema>

const ruleSettingSchema = z
  .union([z.literal('off'), severitySchema])
  .meta({ description: '`off`, or how bad it is when this rule finds something.' })

const providerPolicySchema = z.strictObject({
  limits: limitsSchema.optional(),
  kinds: z
    .record(z.string().min(1).max(60), limitsSchema)
    .optional()
    .meta({ description: 'Limits of one kind of its tokens, by the id of the kind (`keyrack providers` names them).' }),
})

/** A day in UTC, the last on which it holds; or an instant with its zone. */
const untilSchema = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).meta({
  description: 'The last day on which it holds, to its end in UTC (`2027-03-31`); or a moment with its zone.',
})

export const exceptionSchema = z
  .strictObject({
    rules: z.array(ruleIdSchema).min(1).max(50).optional().meta({ description: 'Absent: every rule.' }),
    provider: name.optional().meta({ description: 'Id of a provider, such as `gitlab`.' }),
    account: pattern.optional().meta({ description: 'Name or id of an account; `*` stands for any characters.' }),
    tokenOwner: pattern.optional().meta({ description: 'Name or id of whom the token belongs to.' }),
    kind: name.optional().meta({ description: 'Id of a kind of token.' }),
    token: pattern.optional().meta({ description: 'Name or id of a token.' }),
    owner: name.meta({ description: 'Who answers for the exception.' }),
    reason: z.string().trim().min(1).max(2000).meta({ description: 'Why it is needed.' }),
    until: untilSchema,
  })
  .meta({
    id: 'exception',
    description: 'Findings that do not count until a date. It has to fit in all that is given.',
  })
export type Exception = z.infer<typeof exceptionSchema>

/** So many exceptions one policy has, at most. */
export const mostExceptions = 5_000

export const policySchema = z
  .strictObject({
    $schema: z.string().max(500).optional().meta({ description: 'For editors; Keyrack does not look at it.' }),
    version: z.literal(1),
    name: name.optional().meta({ description: 'What reports call this policy.' }),
    extends: packIdSchema.optional().meta({ description: 'What holds where this says nothing; `issuer` when absent.' }),
    rules: z.partialRecord(ruleIdSchema, ruleSettingSchema).optional(),
    limits: limitsSchema.optional(),
    providers: z.record(z.string().min(1).max(60), providerPolicySchema).optional().meta({
      description: 'What is different at one provider, by its id.',
    }),
    exceptions: z.array(exceptionSchema).max(mostExceptions).optional(),
  })
  .meta({ title: 'Policy of Keyrack’s audit' })
export type Policy = z.infer<typeof policySchema>
