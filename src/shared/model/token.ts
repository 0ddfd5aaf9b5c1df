import { z } from 'zod'
import { ownerSchema } from './owner.ts'
import { placesSchema } from './place.ts'
import { creationSchema, expirySchema, instantSchema, lastUseSchema } from './time.ts'
import { quietSchema, warningDaysSchema } from './warning.ts'

/** Longest tag, and how many tags a token may have. */
export const tagSchema = z.string().trim().min(1).max(40)
export const tagsSchema = z.array(tagSchema).max(20)
export const notesSchema = z.string().max(10_000)

/** What a token may do: nothing, everything its owner may, or named scopes. */
export const scopesSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('full') }),
  z.strictObject({ kind: z.literal('listed'), names: z.array(z.string().max(200)).max(200) }),
  z.strictObject({ kind: z.literal('unknown') }),
])
export type Scopes = z.infer<typeof scopesSchema>

/** How many calls the provider took from this token's owner when it was asked last, and when it counts anew. */
export const rateLimitSchema = z.strictObject({
  limit: z.int().nonnegative(),
  remaining: z.int().nonnegative(),
  resetsAt: instantSchema,
})
export type RateLimit = z.infer<typeof rateLimitSchema>

/** The issuer's record of a token. Has no secret in it. */
export const tokenSchema = z.strictObject({
  /** Keyrack's own id: stable, and the same after every refresh. */
  id: z.string().max(900),
  accountId: z.string().max(100),
  partId: z.string().max(700),
  provider: z.string().max(60),
  /** The provider's id of the token. */
  issuerId: z.string().max(300),
  owner: ownerSchema,
  /** One of the provider's token kinds, as in its catalogue record. */
  kind: z.string().max(60),
  name: z.string().max(500),
  description: z.string().max(2000),
  created: creationSchema,
  lastUsed: lastUseSchema,
  expiry: expirySchema,
  scopes: scopesSchema,
  role: z.string().max(200).optional(),
  admin: z.boolean().optional(),
  createdBy: z.string().max(300).optional(),
  /** Addresses it was used from last, where the provider tells. */
  lastUsedFrom: z.array(z.string().max(60)).max(20).optional(),
  /** As it was at `asOf`, where the provider tells; it changes with every call. */
  rateLimit: rateLimitSchema.optional(),
  /** The provider says that its secret was found in public: since when, where that is told, and where. */
  leaked: z.strictObject({ at: instantSchema.nullable(), where: z.string().max(500).optional() }).optional(),
  /** `active`: the provider listed it. `revoked`: Keyrack revoked it. `gone`: it was missing from a complete listing. */
  state: z.enum(['active', 'revoked', 'gone']),
  /** When it was revoked or first found missing. */
  goneAt: instantSchema.optional(),
  /** When these facts were learned. */
  asOf: instantSchema,
  /** "Other service" only: its name and address as the person typed them. */
  service: z.string().max(200).optional(),
  serviceUrl: z.string().max(2000).optional(),
  manageUrl: z.string().max(2000).optional(),
})
export type Token = z.infer<typeof tokenSchema>

/**
 * How sure it is that a stored secret is this token's. `made-here`: Keyrack got it from the provider with the token.
 * `proven`: the provider itself named the token. `works`: it is accepted and belongs to the same owner, but the provider
 * does not say which token it is. `unchecked`: it could not be tried.
 */
export const proofSchema = z.enum(['made-here', 'proven', 'works', 'unchecked'])
export type Proof = z.infer<typeof proofSchema>

export const heldSchema = z.strictObject({
  secretId: z.string().max(100),
  proof: proofSchema,
  storedAt: instantSchema,
  /** When the provider last accepted it. */
  checkedAt: instantSchema.optional(),
})
export type Held = z.infer<typeof heldSchema>

/** Is this token the one Keyrack itself signs in with? Unknown is guarded like yes. */
export const ownCredentialSchema = z.enum(['yes', 'no', 'unknown'])
export type OwnCredential = z.infer<typeof ownCredentialSchema>

/** A token as the window shows it: the issuer's facts joined with what the person holds. */
export const tokenRowSchema = z.strictObject({
  token: tokenSchema,
  held: heldSchema.nullable(),
  own: ownCredentialSchema,
  tags: tagsSchema,
  notes: notesSchema,
  /** Where its secret is used, or was until it was replaced, oldest first; absent when no place is known. */
  places: placesSchema.optional(),
  /** What the person wants of its warnings, where that is anything special. */
  warning: z.strictObject({ days: warningDaysSchema.nullable(), quiet: quietSchema.nullable() }).optional(),
  /** The end that a person typed for the secret before this one; only where nobody says an end of this one. */
  typedBefore: instantSchema.optional(),
})
export type TokenRow = z.infer<typeof tokenRowSchema>
