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

/** A call that the person can cancel names its job; `job.cancel` takes the name. */
export const jobId = z.uuid()

/** A passphrase or recovery code, as it was typed. */
export const typedSchema = z.string().max(1024)

/** What opens a vault or a backup when a person types it. */
export const keySchema = z.strictObject({ with: z.enum(['passphrase', 'recovery']), value: typedSchema })
export type TypedKey = z.infer<typeof keySchema>
