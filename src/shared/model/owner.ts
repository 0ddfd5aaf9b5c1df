import { z } from 'zod'

/**
 * Whom a token belongs to. `me` is the person of the account, `person` another one, whose tokens an administrator sees;
 * groups and projects are where forges keep tokens of their own.
 */
export const ownerKindSchema = z.enum(['me', 'person', 'organization', 'team', 'group', 'project', 'service-account'])
export type OwnerKind = z.infer<typeof ownerKindSchema>

export const ownerSchema = z.strictObject({
  kind: ownerKindSchema,
  /** The provider's id, the one its API paths use. */
  id: z.string().max(300),
  name: z.string().max(300),
  /** For what is inside of an organization: its id. */
  organization: z.string().max(300).optional(),
})
export type Owner = z.infer<typeof ownerSchema>
