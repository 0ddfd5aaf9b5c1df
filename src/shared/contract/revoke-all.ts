import { z } from 'zod'
import { acceptPlaces, id, jobId, stepUp, type CallSpec } from './common.ts'

/** More tokens than a person has; main and the window agree on what was shown by naming each. */
const tokenIds = z.array(id).max(10_000)

/** The account's own access: the provider refuses its token now, still takes it, or could not be asked. */
const accessSchema = z.enum(['ended', 'works', 'unknown'])
export type Access = z.infer<typeof accessSchema>

const endedSchema = z.strictObject({ ended: z.int(), access: accessSchema })
export type EndedAll = z.infer<typeof endedSchema>

/** Channels of ending every token of the person an account signs in as, the account's own among them. */
export const revokeAllChannels = {
  /** Lists those tokens anew: what the person is shown before they confirm. */
  'revokeAll.list': {
    input: z.strictObject({ accountId: id, jobId }),
    output: z.strictObject({ tokenIds }),
  },
  /**
   * The provider's one call, where it has one. `tokenIds`: what the person was shown; when another token is listed by
   * now, or more places stop working with them than `acceptPlaces` says, nothing is done and it fails as `confirmation-needed`.
   * `name`: the account's name, as the person typed it.
   */
  'revokeAll.call': {
    input: z.strictObject({ accountId: id, name: z.string().max(200), tokenIds, acceptPlaces, stepUp, jobId }),
    output: endedSchema,
    secret: 'in',
  },
  /** The person has ended them on the provider's page: tries every stored secret, and the account's own. */
  'revokeAll.check': {
    input: z.strictObject({ accountId: id, ownConfirmed: z.boolean(), stepUp, jobId }),
    output: endedSchema,
    secret: 'in',
  },
} as const satisfies Record<string, CallSpec>
