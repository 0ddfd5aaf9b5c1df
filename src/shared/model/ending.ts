import { z } from 'zod'
import { appErrorSchema } from './error.ts'
import { instantSchema } from './time.ts'

/**
 * What is known of a secret after it was ended:
 * - `pending`: the provider took it when it was tried last, or was not asked yet; it is tried again
 * - `dead`: the provider refuses it
 * - `works`: the provider still took it after an hour
 * - `unknown`: it could not be found out
 */
export const endingStateSchema = z.enum(['pending', 'dead', 'works', 'unknown'])
export type EndingState = z.infer<typeof endingStateSchema>

/** How a secret ended: with its token, or by the new secret of the same token. */
export const endingHowSchema = z.enum(['revoked', 'replaced'])
export type EndingHow = z.infer<typeof endingHowSchema>

/** A secret that was ended and that the vault still has, as the window is told of it. */
export const endingSchema = z.strictObject({
  /** The operation that ended it. */
  operationId: z.string().max(100),
  accountId: z.string().max(100),
  provider: z.string().max(60),
  tokenId: z.string().max(900),
  /** What the token is called. */
  tokenName: z.string().max(500),
  how: endingHowSchema,
  endedAt: instantSchema,
  state: endingStateSchema,
  /** When the provider answered last; null before it has. */
  triedAt: instantSchema.nullable(),
  /** Of `unknown`: why. */
  error: appErrorSchema.nullable(),
})
export type Ending = z.infer<typeof endingSchema>
