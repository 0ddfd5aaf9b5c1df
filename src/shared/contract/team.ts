import { z } from 'zod'
import { appErrorSchema } from '../model/error.ts'
import { countsSchema } from '../model/finding.ts'
import { ownerKindSchema, ownerSchema } from '../model/owner.ts'
import { instantSchema } from '../model/time.ts'
import { id, type CallSpec } from './common.ts'

const number = z.int().min(0)
/** So many owners are told. */
export const mostTeamOwners = 20_000
/** So many lists of members are told. */
export const mostTeamLists = 500
/** So many owners, or tokens of one, come at once. */
export const teamSlice = 500

const key = z.string().min(1).max(1_400)
const memberStateSchema = z.enum(['active', 'suspended', 'left'])

/** How it is known that somebody is no member any more. */
const departureSchema = z.strictObject({
  accountId: id,
  /** The organization. */
  of: z.string().max(300),
  /** When the members were listed last. */
  asOf: instantSchema,
  /** The last list that had them; null where Keyrack has seen none. */
  seenAt: instantSchema.nullable(),
  /** The provider itself says that they have left. */
  isSaid: z.boolean(),
})
export type TeamDeparture = z.infer<typeof departureSchema>

/** Somebody or something that has tokens, or has made some. */
export const teamOwnerSchema = z.strictObject({
  key,
  /** `nobody`: tokens of other services whose owner was not typed. */
  kind: z.union([ownerKindSchema.exclude(['me']), z.literal('nobody')]),
  name: z.string().max(300),
  /** A sign-in name or an address; empty where there is none but the name. */
  detail: z.string().max(320),
  /** The person at this computer. */
  isYou: z.boolean(),
  providers: z.array(z.string().max(60)).max(100),
  /** Tokens that are alive: theirs, and those that they made for something else. */
  owns: number,
  made: number,
  expired: number,
  dueSoon: number,
  /** Findings that count, of these tokens; null where no audit has been made. */
  findings: countsSchema.nullable(),
  /** The latest use that is known. */
  lastUsed: instantSchema.nullable(),
  /** Tokens of which no use was ever told, because nobody used them, and those of which it is not known. */
  neverUsed: number,
  useUnknown: number,
  /** Places that stop working when all of these tokens end. */
  places: number,
  /** The tokens that Keyrack signs in with, or may sign in with. */
  ownCredentials: number,
  memberOf: z.array(z.strictObject({ of: z.string().max(300), state: memberStateSchema })).max(1_000),
  departures: z.array(departureSchema).max(100),
  /** Who can look after what is no person; null where that is not known. Nobody: its tokens are nobody's. */
  stewards: z
    .strictObject({ people: number, names: z.array(z.string().max(300)).max(3), asOf: instantSchema })
    .nullable(),
})
export type TeamOwner = z.infer<typeof teamOwnerSchema>

/** One list of members, with its age and what came of asking for it. */
const teamListSchema = z.strictObject({
  accountId: id,
  owner: ownerSchema,
  members: number,
  asOf: instantSchema.nullable(),
  failure: appErrorSchema.nullable(),
  failedAt: instantSchema.nullable(),
})
export type TeamList = z.infer<typeof teamListSchema>

/** Channels of who has which tokens, and of what is to be done when somebody leaves. */
export const teamChannels = {
  /**
   * Owners from the number `from` on, those to look at first. When the list is not the one that was asked for (null: one that
   * is made now), they begin with the first again.
   */
  'team.list': {
    input: z.strictObject({ listId: id.nullable(), from: number }),
    output: z.strictObject({
      listId: id,
      from: number,
      owners: z.array(teamOwnerSchema).max(teamSlice),
      /** Null where there are no more. */
      next: number.nullable(),
      /** With the first owners; empty after them. */
      lists: z.array(teamListSchema).max(mostTeamLists),
      /** More owners, or lists, than are told. */
      more: z.boolean(),
    }),
  },
  /** The tokens of one owner, from the `from`th on. `not-found` when there is no such owner any more. */
  'team.tokens': {
    input: z.strictObject({ key, from: number }),
    output: z.strictObject({
      tokens: z.array(z.strictObject({ tokenId: id, relation: z.enum(['owns', 'made']) })).max(teamSlice),
      total: number,
    }),
  },
  /** Writes what is to be done when somebody leaves, to a file that main asks for. Null when none was chosen. */
  'team.exportPlan': {
    input: z.strictObject({ key, format: z.enum(['csv', 'markdown']) }),
    output: z.strictObject({ written: z.strictObject({ name: z.string().max(300), tokens: number }).nullable() }),
  },
} as const satisfies Record<string, CallSpec>
