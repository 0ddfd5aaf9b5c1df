import { z } from 'zod'

/** How an operation is done at a provider. `none` always says why. */
export const supportSchema = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('native') }),
  z.strictObject({ how: z.literal('emulated'), reason: z.string() }),
  z.strictObject({ how: z.literal('guided'), reason: z.string() }),
  z.strictObject({ how: z.literal('none'), reason: z.string() }),
])
export type Support = z.infer<typeof supportSchema>

export const operationNames = ['create', 'update', 'regenerate', 'revoke'] as const
export type OperationName = (typeof operationNames)[number]

/** A rule for one line of text in a form. `pattern` is a JavaScript regular expression without flags. */
export const textRuleSchema = z.strictObject({
  label: z.string(),
  required: z.boolean(),
  min: z.int(),
  max: z.int(),
  pattern: z.string().optional(),
  /** The rule in words, shown as the field's help and as its error. */
  says: z.string(),
  /** `forever`: unique in the organization, even among deleted tokens. */
  unique: z.enum(['no', 'forever']),
  /** May the text be changed later? */
  editable: z.boolean(),
})
export type TextRule = z.infer<typeof textRuleSchema>

export const expiryRuleSchema = z.strictObject({
  required: z.boolean(),
  /** Offers "Never". */
  never: z.boolean(),
  presetDays: z.array(z.int()),
  defaultDays: z.int(),
  maxDays: z.int().nullable(),
  says: z.string(),
})
export type ExpiryRule = z.infer<typeof expiryRuleSchema>

/** Scopes are offered as a choice of sets; `scopes` are the provider's own scope names of each. */
export const scopeRuleSchema = z.strictObject({
  choices: z.array(
    z.strictObject({ id: z.string(), label: z.string(), says: z.string(), scopes: z.array(z.string()) }),
  ),
  default: z.string(),
  editable: z.boolean(),
})
export type ScopeRule = z.infer<typeof scopeRuleSchema>

export const tokenKindSchema = z.strictObject({
  kind: z.string(),
  label: z.string(),
  owner: z.enum(['me', 'organization', 'team', 'service-account']),
  /** The rules of the form; a field that is absent does not exist at the provider. */
  form: z.strictObject({
    name: textRuleSchema.optional(),
    description: textRuleSchema.optional(),
    expiry: expiryRuleSchema,
    scopes: scopeRuleSchema.optional(),
    /** Roles are read from the provider when the form opens. */
    role: z.boolean(),
    admin: z.strictObject({ label: z.string(), says: z.string() }).optional(),
  }),
  support: z.strictObject({
    create: supportSchema,
    update: supportSchema,
    regenerate: supportSchema,
    revoke: supportSchema,
  }),
  /** Which facts the provider tells of such a token. */
  tells: z.strictObject({ lastUsed: z.boolean(), created: z.boolean(), expiry: z.boolean() }),
})
export type TokenKind = z.infer<typeof tokenKindSchema>

/** A provider as the window knows it: data only. */
export const providerRecordSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Two letters for its mark; no remote images. */
  initials: z.string().max(2),
  instances: z.array(z.strictObject({ id: z.string(), name: z.string(), origin: z.string(), console: z.string() })),
  /** Can the person give another address? */
  custom: z.strictObject({ label: z.string(), placeholder: z.string(), says: z.string() }).nullable(),
  /** How its secrets look: for help texts and paste checks, never a proof. */
  secret: z.strictObject({ label: z.string(), prefix: z.string(), pattern: z.string(), placeholder: z.string() }),
  /** Where a person makes a token by hand, as a path under the instance's console. */
  newTokenPath: z.string(),
  tokenKinds: z.array(tokenKindSchema),
})
export type ProviderRecord = z.infer<typeof providerRecordSchema>

/** What a form needs to know from the provider at the moment it opens. */
export const formOptionsSchema = z.strictObject({
  roles: z
    .array(z.strictObject({ id: z.string().max(200), name: z.string().max(300), description: z.string().max(2000) }))
    .max(500),
  /** The organization's own limit, in days; null when there is none. */
  maxDays: z.int().nullable(),
})
export type FormOptions = z.infer<typeof formOptionsSchema>
