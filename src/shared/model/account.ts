import { z } from 'zod'
import { appErrorSchema } from './error.ts'
import { ownerSchema } from './owner.ts'
import { expirySchema, instantSchema } from './time.ts'

export const organizationSchema = z.strictObject({
  id: z.string().max(300),
  name: z.string().max(300),
  role: z.string().max(100).optional(),
})
export type Organization = z.infer<typeof organizationSchema>

export const teamSchema = z.strictObject({
  id: z.string().max(300),
  name: z.string().max(300),
  organization: z.string().max(300),
})
export type Team = z.infer<typeof teamSchema>

/** Who a credential is, in the provider's own words. */
export const identitySchema = z.strictObject({
  /** The provider's stable id of the person, organization or team. */
  id: z.string().max(300),
  /** The id only stands for one that the provider did not tell, and may tell later. */
  provisional: z.literal(true).optional(),
  login: z.string().max(300),
  name: z.string().max(300),
  email: z.string().max(320).optional(),
  /** What kind of credential it is: a person's token, or one that belongs to something else. */
  kind: z.enum(['person', 'organization', 'team', 'service-account']),
  /** The name of the token itself, where the provider tells (machine tokens at Pulumi). */
  tokenName: z.string().max(300).optional(),
  /** The provider's id of the token itself, where the provider tells. */
  tokenId: z.string().max(300).optional(),
  organizations: z.array(organizationSchema).max(1000),
  teams: z.array(teamSchema).max(10_000),
  /** Other owners whose tokens it may see: groups, projects, service accounts, other people. */
  owners: z.array(ownerSchema).max(10_000).optional(),
})
export type Identity = z.infer<typeof identitySchema>

/** How far a refresh has come. */
export const progressSchema = z.strictObject({
  jobId: z.string().max(100),
  partsDone: z.int(),
  partsTotal: z.int(),
  tokens: z.int(),
})
export type Progress = z.infer<typeof progressSchema>

/** One sign-in at one provider instance. */
export const accountSchema = z.strictObject({
  id: z.string().max(100),
  provider: z.string().max(60),
  /** The person's name for it. */
  name: z.string().max(100),
  /** Where its API is: an origin, and the path of the instance where it is below one. The credential goes nowhere else. */
  origin: z.string().max(2000),
  /** The provider's web pages for this instance, as an address of the same shape. */
  console: z.string().max(2000),
  identity: identitySchema,
  addedAt: instantSchema,
  checkedAt: instantSchema,
  /** Set when the provider refused the credential; cleared by a new one. */
  credentialError: appErrorSchema.nullable(),
  credentialExpiry: expirySchema,
  heldSecrets: z.int(),
  refresh: progressSchema.nullable(),
  /** Failure of the last refresh as a whole (before any part was reached). */
  failure: appErrorSchema.nullable(),
})
export type Account = z.infer<typeof accountSchema>

/** One part of the inventory: what one account sees of one owner and one kind of token. */
export const partSchema = z.strictObject({
  id: z.string().max(700),
  accountId: z.string().max(100),
  owner: ownerSchema,
  kind: z.string().max(60),
  /** When the last complete listing ended; null when there was none. */
  asOf: instantSchema.nullable(),
  tokens: z.int(),
  failure: appErrorSchema.nullable(),
  failedAt: instantSchema.nullable(),
})
export type Part = z.infer<typeof partSchema>
