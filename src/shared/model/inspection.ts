import { z } from 'zod'
import { instantSchema } from './time.ts'

/** Longest text that is inspected, in characters. */
export const longestInspected = 1_048_576
/** Longest value of a claim that is told, in characters; what is longer is cut. */
export const longestClaim = 500
/** So many claims are told. */
export const mostClaims = 100

/** One field of a header, or one claim. Never a secret: what a signature covers, or was encrypted, is not in here. */
export const claimSchema = z.strictObject({
  name: z.string().max(200),
  /** Text as it is, anything else as JSON. */
  value: z.string().max(longestClaim + 1),
  /** Where the field is a time: what it means. */
  at: instantSchema.nullable(),
})
export type Claim = z.infer<typeof claimSchema>

/** What is wrong with a structured token, or odd. */
export const troubles = [
  /** Its claims are no JSON object. */
  'no-claims',
  /** A part is longer than is looked into. */
  'too-large',
  /** More fields than are told. */
  'more-fields',
  /** `alg` is `none`: anybody could have made it. */
  'unsigned',
  /** A time is given in milliseconds where seconds are the rule (RFC 7519, section 2). */
  'milliseconds',
  /** A time is no number that means a date. */
  'odd-time',
  /** It expires before it begins, or was made after it expires. */
  'times-crossed',
  /** Its header lists extensions that have to be understood (RFC 7515, section 4.1.11). */
  'critical',
] as const

const structured = {
  header: z.array(claimSchema).max(mostClaims),
  troubles: z.array(z.enum(troubles)),
}

/** When a token with claims holds, at the moment of the inspection. */
export const validitySchema = z.strictObject({
  issued: instantSchema.nullable(),
  begins: instantSchema.nullable(),
  expires: instantSchema.nullable(),
  /** `unclear`: only a clock that is a little wrong decides. `no-expiry`: it has begun, and does not say when it ends. */
  state: z.enum(['valid', 'expired', 'not-yet', 'unclear', 'no-expiry']),
})
export type Validity = z.infer<typeof validitySchema>

/** What a text is by its form. */
export const formSchema = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('empty') }),
  z.strictObject({ form: z.literal('too-long') }),
  /** Several words or lines, so no single token. */
  z.strictObject({ form: z.literal('several'), lines: z.int() }),
  /** A key or a certificate between `-----BEGIN …-----` and its end. */
  z.strictObject({ form: z.literal('pem'), label: z.string().max(60) }),
  z.strictObject({
    form: z.literal('jwt'),
    ...structured,
    claims: z.array(claimSchema).max(mostClaims),
    validity: validitySchema,
  }),
  z.strictObject({ form: z.literal('jwe'), ...structured }),
  z.strictObject({
    form: z.literal('paseto'),
    ...structured,
    version: z.string().max(10),
    /** `local` is encrypted; `public` can be read, and is signed. */
    purpose: z.enum(['local', 'public']),
    claims: z.array(claimSchema).max(mostClaims),
    validity: validitySchema,
  }),
  z.strictObject({ form: z.literal('opaque') }),
])
export type Form = z.infer<typeof formSchema>

/** A kind of secret that a value may be, by its shape. */
export const matchSchema = z.strictObject({
  provider: z.string().max(60),
  kind: z.string().max(60).nullable(),
  how: z.enum(['certain', 'likely', 'possible']),
  /** Null where values of this kind carry none, or none that can be checked here. */
  checksum: z.enum(['right', 'wrong']).nullable(),
})
export type Match = z.infer<typeof matchSchema>

/** What a value is, as far as can be told from itself alone. There is nothing in it that the value could be made of. */
export const inspectionSchema = z.strictObject({
  /** What stood around the value and was left out. */
  around: z.array(z.enum(['blanks', 'quotes', 'bearer', 'assignment'])),
  /** Characters of the value itself. */
  length: z.int(),
  form: formSchema,
  matches: z.array(matchSchema).max(200),
  alphabet: z.enum(['digits', 'hex', 'letters-digits', 'base64url', 'base64', 'printable', 'other']),
  /** How many bits of chance there is room for in so many signs of this alphabet, at most. */
  roomBits: z.int(),
  /** How many different signs there are: few are a placeholder's. */
  different: z.int(),
  /** Signs that no token has: what cannot be seen, what is not ASCII, and what stands for broken bytes. */
  odd: z.array(z.enum(['unseen', 'not-ascii', 'broken'])),
})
export type Inspection = z.infer<typeof inspectionSchema>
