import { z } from 'zod'
import { ownerKindSchema } from './owner.ts'

/**
 * What a person does on the provider's own page. `page` is a path under the instance's console, in which `{name}`,
 * `{description}`, `{scopes}`, `{owner}`, `{token}`, `{days}` and `{date}` are filled in; empty for the console itself.
 */
export const guideSchema = z.strictObject({ page: z.string(), steps: z.array(z.string()).min(1).max(8) })
export type Guide = z.infer<typeof guideSchema>

/** How an operation is done at a provider. What is not native always says why. */
export const supportSchema = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('native') }),
  z.strictObject({ how: z.literal('emulated'), reason: z.string() }),
  z.strictObject({ how: z.literal('guided'), reason: z.string(), guide: guideSchema }),
  z.strictObject({ how: z.literal('none'), reason: z.string() }),
])
export type Support = z.infer<typeof supportSchema>

/** What is done to tokens of a kind. Listing is no operation of the journal, but as likely to be missing. */
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
  /** Empty where tokens have no end at all: then `never` is all there is. */
  presetDays: z.array(z.int()),
  defaultDays: z.int(),
  maxDays: z.int().nullable(),
  says: z.string(),
})
export type ExpiryRule = z.infer<typeof expiryRuleSchema>

export const scopeChoiceSchema = z.strictObject({
  id: z.string().max(200),
  label: z.string().max(300),
  says: z.string().max(2000),
  scopes: z.array(z.string().max(300)),
})
export type ScopeChoice = z.infer<typeof scopeChoiceSchema>

/** What a token may do, offered as choices; `scopes` are the provider's own names behind each. */
export const scopeRuleSchema = z.strictObject({
  /** Can several be chosen? Otherwise it is exactly one. */
  many: z.boolean(),
  /** With `many`: must one be chosen at least? */
  required: z.boolean(),
  /** More choices come from the provider when the form opens (`FormOptions.scopes`). */
  fromProvider: z.boolean(),
  choices: z.array(scopeChoiceSchema),
  /** Ids of what is chosen at first. */
  default: z.array(z.string()),
  editable: z.boolean(),
})
export type ScopeRule = z.infer<typeof scopeRuleSchema>

export const tokenKindSchema = z.strictObject({
  kind: z.string(),
  label: z.string(),
  owner: ownerKindSchema,
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
    /** `none`: only tokens whose secret is stored are known. */
    list: supportSchema,
    create: supportSchema,
    update: supportSchema,
    regenerate: supportSchema,
    revoke: supportSchema,
  }),
  /** Which facts the provider tells of such a token. `lastUsedLag`: so many minutes may pass until a use is told. */
  tells: z.strictObject({
    lastUsed: z.boolean(),
    created: z.boolean(),
    expiry: z.boolean(),
    lastUsedLag: z.int().positive().optional(),
    /** Who made it (`createdBy`) is named as the provider names members: by an id or a sign-in name. */
    creator: z.literal('member').optional(),
  }),
  /** Names of scopes that let a token do nearly everything its owner may; absent where there are none. */
  wideScopes: z.array(z.string()).optional(),
})
export type TokenKind = z.infer<typeof tokenKindSchema>

/**
 * How a secret value looks, to recognise a pasted or found one with no network: never a proof. `kind` is the kind of token,
 * null where the value does not tell. `checksum` names a checksum that the value carries.
 */
export const secretShapeSchema = z.strictObject({
  kind: z.string().nullable(),
  prefix: z.string(),
  pattern: z.string(),
  checksum: z.enum(['github']).nullable(),
})
export type SecretShape = z.infer<typeof secretShapeSchema>

/** A line of the sign-in beside the secret, such as a client's id. */
export const signInFieldSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  placeholder: z.string(),
  says: z.string(),
  /** Is it a secret of its own, such as the second key of a pair? */
  secret: z.boolean(),
})
export type SignInField = z.infer<typeof signInFieldSchema>

export const exportFormatSchema = z.enum(['csv', 'cef'])
export type ExportFormat = z.infer<typeof exportFormatSchema>

/**
 * A public call that ends tokens by their values, whoever has them: how it is done, how many it takes at once, what their
 * values begin with, and what a person should know before they send one. The last three are empty where there is none.
 */
export const revokeByValueSchema = z.strictObject({
  support: supportSchema,
  most: z.int(),
  values: z.array(z.strictObject({ prefix: z.string().min(1), label: z.string() })),
  warning: z.string(),
})
export type RevokeByValue = z.infer<typeof revokeByValueSchema>

/** Formats of the configuration of tools; several providers can share one. */
export const configFormatSchema = z.enum(['npmrc'])
export type ConfigFormat = z.infer<typeof configFormatSchema>

/** A provider as the window knows it: data only. */
export const providerRecordSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Two letters for its mark; no remote images. */
  initials: z.string().max(2),
  /** What a person should know before they sign in, such as that the service was shut down; empty where nothing. */
  notice: z.string(),
  instances: z.array(z.strictObject({ id: z.string(), name: z.string(), origin: z.string(), console: z.string() })),
  /** Can the person give another address? */
  custom: z
    .strictObject({
      label: z.string(),
      placeholder: z.string(),
      says: z.string(),
      /** The tool's configuration that names such addresses on this computer; it is read when the provider is chosen. */
      namedIn: configFormatSchema.optional(),
    })
    .nullable(),
  /** How its secrets look: for help texts and paste checks, never a proof. */
  secret: z.strictObject({ label: z.string(), prefix: z.string(), pattern: z.string(), placeholder: z.string() }),
  /** What else signing in needs. */
  signIn: z.array(signInFieldSchema),
  /** Every shape a secret of this provider can have. */
  shapes: z.array(secretShapeSchema),
  /** Where a person makes a token by hand, as a path under the instance's console; empty where it has no such pages. */
  newTokenPath: z.string(),
  tokenKinds: z.array(tokenKindSchema),
  /** The provider's own log of what was done with tokens. */
  auditLog: z.strictObject({
    support: supportSchema,
    exports: z.array(exportFormatSchema),
    /** Do its events say which token they are about, or were done with? */
    namesTokens: z.boolean(),
  }),
  /** One call that ends every token of the account at once. */
  revokeAll: supportSchema,
  revokeByValue: revokeByValueSchema,
  /** Against what its adapter is tested: a server made by somebody else, or one of ours made from the sources named. */
  verified: z.strictObject({ by: z.enum(['real-server', 'simulator', 'nothing']), sources: z.array(z.string()) }),
})
export type ProviderRecord = z.infer<typeof providerRecordSchema>

/** What a form needs to know from the provider at the moment it opens. */
export const formOptionsSchema = z.strictObject({
  roles: z
    .array(z.strictObject({ id: z.string().max(200), name: z.string().max(300), description: z.string().max(2000) }))
    .max(500),
  /** The organization's own limit, in days; null when there is none. */
  maxDays: z.int().nullable(),
  /** Choices of scopes that only the provider knows, where the record says so. */
  scopes: z.array(scopeChoiceSchema).max(2000),
})
export type FormOptions = z.infer<typeof formOptionsSchema>
