import { z } from 'zod'

/** The furthest from the epoch that a Date can hold, in milliseconds; showing anything beyond it throws. */
export const furthestInstant = 8.64e15

/** A point in time: whole milliseconds since the Unix epoch, UTC. */
export const instantSchema = z.int().min(-furthestInstant).max(furthestInstant)
export type Instant = z.infer<typeof instantSchema>

/** When a token stops working. "Never" and "not known" are different facts and stay apart. */
export const expirySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('at'),
    at: instantSchema,
    /** Who says so where its issuer says nothing: the stored secret itself, or a person. */
    by: z.enum(['secret', 'typed']).optional(),
  }),
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({ kind: z.literal('unknown') }),
])
export type Expiry = z.infer<typeof expirySchema>

/** When a token was last used, as far as its provider tells. */
export const lastUseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('at'), at: instantSchema }),
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({ kind: z.literal('unknown') }),
])
export type LastUse = z.infer<typeof lastUseSchema>

/** When a token was created; some providers do not say. */
export const creationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('at'), at: instantSchema }),
  z.strictObject({ kind: z.literal('unknown') }),
])
export type Creation = z.infer<typeof creationSchema>
