import { z } from 'zod'
import { appErrorSchema } from './error.ts'
import { ownerSchema } from './owner.ts'
import { instantSchema } from './time.ts'

/** What the person asks for when a token is made. `scopes` are ids of the rule's choices. */
export const draftSchema = z.strictObject({
  name: z.string().max(500).optional(),
  description: z.string().max(2000).optional(),
  expiry: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('at'), at: instantSchema }),
    z.strictObject({ kind: z.literal('never') }),
  ]),
  scopes: z.array(z.string().max(200)).max(500).optional(),
  roleId: z.string().max(200).optional(),
  admin: z.boolean().optional(),
})
export type Draft = z.infer<typeof draftSchema>

/** What may be changed of a token that exists; an absent field stays as it is. */
export const changesSchema = z.strictObject({
  name: z.string().max(500).optional(),
  description: z.string().max(2000).optional(),
  scopes: z.array(z.string().max(200)).max(500).optional(),
})
export type Changes = z.infer<typeof changesSchema>

/** The arrow an operation stands at. Every one is written to the journal before the next is taken. */
export const stepSchema = z.enum([
  'intended', // noted; the call has not left, see `sent`
  'sent', // the call leaves now: from here on it may have been received
  'answered', // the answer came, and the secret that it brought could not be stored
  'answer-lost', // the call was sent and its answer never came: the person decides
  'stored', // the new secret is durable in the vault
  'checked', // the new secret was seen to work
  'revoking', // the old token is being revoked
  'done',
  'abandoned',
])
export type Step = z.infer<typeof stepSchema>

export const operationSchema = z.strictObject({
  id: z.string().max(100),
  /** `revoke-all`: of every token of the account's person at once; `tokenName` is the account's name then. */
  kind: z.enum(['create', 'update', 'regenerate', 'revoke', 'revoke-all']),
  accountId: z.string().max(100),
  provider: z.string().max(60),
  owner: ownerSchema,
  tokenKind: z.string().max(60),
  /** What the token is called, for the sentence that names the operation. */
  tokenName: z.string().max(500),
  /** The token that is changed, replaced or revoked. */
  tokenId: z.string().max(900).optional(),
  /** The token that was made. */
  newTokenId: z.string().max(900).optional(),
  newSecretId: z.string().max(100).optional(),
  /** True for create-then-revoke, where the old token stands until the person has it replaced. */
  emulated: z.boolean(),
  /** When the person wants to be reminded to revoke the old token; only while it waits for them. */
  revokeAt: instantSchema.optional(),
  step: stepSchema,
  /** At `intended`: the call has not left. Absent in entries of older versions, which noted no more before their calls. */
  sent: z.literal(false).optional(),
  startedAt: instantSchema,
  changedAt: instantSchema,
  error: appErrorSchema.nullable(),
  /** After a lost answer: tokens that appeared since, most likely first; of `revoke-all` those that are there still. */
  candidates: z.array(z.string().max(900)).max(50),
})
export type Operation = z.infer<typeof operationSchema>
