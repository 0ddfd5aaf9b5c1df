import { z } from 'zod'
import { appErrorSchema } from './error.ts'
import { ownerSchema } from './owner.ts'
import { instantSchema } from './time.ts'

/** Somebody of an organization, a team, a group or a project, as its provider lists them. */
export const memberSchema = z.strictObject({
  /** The provider's id of the person. */
  id: z.string().max(300),
  login: z.string().max(300),
  name: z.string().max(300),
  email: z.string().max(320).optional(),
  /** In the provider's own words. */
  role: z.string().max(100).optional(),
  /** `left`: the provider still lists them, and says that they have left. `suspended`: they cannot sign in. */
  state: z.enum(['active', 'suspended', 'left']),
  /** May they look after the tokens of what they are members of? Absent where the provider does not say. */
  manages: z.boolean().optional(),
  /** It is no person. */
  isMachine: z.literal(true).optional(),
})
export type Member = z.infer<typeof memberSchema>

/** So many members are listed of one owner. */
export const mostMembers = 20_000

/** Who was a member once, and is none any more. */
export const formerMemberSchema = z.strictObject({
  member: memberSchema,
  /** The last whole list that had them, and the first one that had not. */
  seenAt: instantSchema,
  missingAt: instantSchema,
})
export type FormerMember = z.infer<typeof formerMemberSchema>

/** The members of one owner, as one account sees them. Failed or never listed: nothing follows from who is not in it. */
export const rosterSchema = z.strictObject({
  accountId: z.string().max(100),
  owner: ownerSchema,
  /** When they were last listed whole; null when they never were. */
  asOf: instantSchema.nullable(),
  failure: appErrorSchema.nullable(),
  failedAt: instantSchema.nullable(),
  members: z.array(memberSchema).max(mostMembers),
  former: z.array(formerMemberSchema).max(mostMembers),
})
export type Roster = z.infer<typeof rosterSchema>
