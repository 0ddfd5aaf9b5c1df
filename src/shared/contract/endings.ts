import { z } from 'zod'
import { id, nothing, type CallSpec } from './common.ts'

const input = z.strictObject({ operationId: id })

/** Channels about secrets that were ended: is each of them refused by its provider? */
export const endingChannels = {
  /** Tries a secret for another hour that could not be seen to be dead. */
  'ending.tryAgain': { input, output: nothing },
  /** The person has seen how it is: it is told no more, and an old secret that was kept for trying is forgotten. */
  'ending.dismiss': { input, output: nothing },
} as const satisfies Record<string, CallSpec>
