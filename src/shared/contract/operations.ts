import { z } from 'zod'
import { instantSchema } from '../model/time.ts'
import { acceptPlaces, id, jobId, nothing, stepUp, type CallSpec } from './common.ts'

const ended = z.strictObject({ operationId: id })

/** Channels about operations that are not over, and about what they have ended. */
export const operationChannels = {
  /** Takes the next arrow of an operation that waits for the person. */
  'operation.continue': {
    input: z.strictObject({
      operationId: id,
      decision: z.enum([
        'revoke-old', // emulated regenerate: the successor is in use, revoke the old token
        'revoke-later', // be reminded at `at` to revoke the old token: asked again with another, or null for not at all
        'keep-old', // end the operation and leave the old token alive
        'nothing-happened', // lost answer: the change was not made
        'revoke-candidate', // lost answer: this token is the one that was made; its secret is lost, so revoke it
        'keep-candidate', // lost answer: leave it, it stays in the list without a secret
      ]),
      tokenId: id.nullable(),
      /** Of `revoke-later` only: to come, and no further away than `longestDelay`. */
      at: instantSchema.nullable().optional(),
      ownConfirmed: z.boolean(),
      /** Of what is revoked; as for `token.revoke`. */
      acceptPlaces,
      stepUp,
      jobId,
    }),
    output: nothing,
    secret: 'in',
  },
  /** The window shows the operation that was wanted. */
  'operation.shown': { input: z.strictObject({ operationId: id }), output: nothing },

  /** Tries a secret for another hour that was ended and could not be seen to be dead. */
  'ending.tryAgain': { input: ended, output: nothing },
  /** The person has seen how it is: it is told no more, and an old secret that was kept for trying is forgotten. */
  'ending.dismiss': { input: ended, output: nothing },
} as const satisfies Record<string, CallSpec>
