import { z } from 'zod'
import { instantSchema } from '../model/time.ts'
import { id, nothing, type CallSpec } from './common.ts'

/** Counts the times that a secret was shown since the app started. */
const showing = z.int().min(1)

/** The longest that pictures and recordings of the screen may show secrets, in minutes. */
export const longestCapture = 60

/** Whether pictures, recordings and shared screens show the window while a secret is in it. */
export const captureSchema = z.strictObject({
  /** Can the OS leave the window out of them at all? Linux cannot. */
  available: z.boolean(),
  /** Until when the person lets them show it; null while they do not. */
  allowedUntil: instantSchema.nullable(),
})
export type Capture = z.infer<typeof captureSchema>

/** Channels about secrets that are shown and copied. */
export const revealChannels = {
  /**
   * The one channel that carries a secret outward. `id` is a secretId, an unstoredId or the id of a drawn recovery code. One
   * secret is shown at a time: the one before is concealed. This one is too at `hiddenAt`; the event `concealed` tells.
   */
  'secret.reveal': {
    input: z.strictObject({ id }),
    output: z.strictObject({ value: z.string(), showing, hiddenAt: instantSchema }),
    secret: 'out',
  },
  /** The window shows it no more. Does nothing when another one is shown by now. */
  'secret.conceal': { input: z.strictObject({ showing }), output: nothing },
  /** Main copies; the clipboard is cleared after the set time if it still holds it. */
  'secret.copy': {
    input: z.strictObject({ id }),
    output: z.strictObject({ clearedAt: instantSchema }),
    gesture: true,
  },
  /** Lets pictures and shared screens show secrets for so many minutes; 0 ends it. */
  'window.allowCapture': {
    input: z.strictObject({ minutes: z.int().min(0).max(longestCapture) }),
    output: nothing,
    gesture: true,
  },
} as const satisfies Record<string, CallSpec>

export const revealEvents = {
  /** The secret of this showing, and of every one before it, is to be taken out of the page. */
  concealed: z.strictObject({ showing }),
} as const satisfies Record<string, z.ZodType>
