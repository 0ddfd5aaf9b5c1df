import { z } from 'zod'

export interface CallSpec {
  readonly input: z.ZodType
  readonly output: z.ZodType
  /** `in`: the person's secret travels to main. `out`: a secret travels to the window. */
  readonly secret?: 'in' | 'out'
  /** Only right after the person pressed a key or a button, as for a secret that travels out. */
  readonly gesture?: true
}

export const id = z.string().min(1).max(900)
export const nothing = z.strictObject({})

/** So many places of what is revoked stop working with it: the person saw them and goes on all the same. Absent: none. */
export const acceptPlaces = z.int().min(0).optional()

/** A call that the person can cancel names its job; `job.cancel` takes the name. */
export const jobId = z.uuid()

/** A passphrase or recovery code, as it was typed. */
export const typedSchema = z.string().max(1024)

/** What opens a vault or a backup when a person types it. */
export const keySchema = z.strictObject({ with: z.enum(['passphrase', 'recovery']), value: typedSchema })
export type TypedKey = z.infer<typeof keySchema>

/** A secret on its way in: typed or pasted into a field, or read by main from the clipboard, so that it never crosses. */
export const secretInputSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('field'), value: z.string().min(1).max(16_384) }),
  z.strictObject({ from: z.literal('clipboard') }),
])
export type SecretInput = z.infer<typeof secretInputSchema>

/** What else signing in needs, by the ids of the record's `signIn`; some of it may be secret. */
export const signInFieldsSchema = z.record(z.string().min(1).max(60), z.string().min(1).max(16_384))
export type SignInFields = z.infer<typeof signInFieldsSchema>

/** What a provider asks for beside the credential, typed for this one call. */
const stepUpSchema = z.strictObject({
  password: z.string().min(1).max(1024).optional(),
  oneTimeCode: z.string().trim().min(1).max(64).optional(),
})
/** Of every call that a person makes of a provider: the first try is without, and fails as `step-up-needed`. */
export const stepUp = stepUpSchema.optional()
export type StepUpInput = z.infer<typeof stepUpSchema>
