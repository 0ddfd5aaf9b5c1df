import { z } from 'zod'

/** Whom a token belongs to. */
export const ownerSchema = z.strictObject({
  kind: z.enum(['me', 'organization', 'team', 'service-account']),
  /** The provider's id, the one its API paths use. */
  id: z.string().max(300),
  name: z.string().max(300),
  /** For a team: the id of its organization. */
  organization: z.string().max(300).optional(),
})
export type Owner = z.infer<typeof ownerSchema>
