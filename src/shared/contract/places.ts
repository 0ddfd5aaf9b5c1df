import { z } from 'zod'
import { placeNoteSchema, seenValueSchema, typedWhereSchema } from '../model/place.ts'
import { id, nothing, type CallSpec } from './common.ts'

/**
 * Why a new secret cannot be written into a file. `no-new-secret`: the vault has no other secret for the place; `relative`: not
 * a path from the root of this computer; `unknown-format`: a kind of file that Keyrack does not write; `not-understood`: binary
 * or too large; `absent`: the old secret is not where a value stands; `has-new`: the new one is there already; `unfit`: it
 * could not stand there for sure; `linked`: the file has a second name, which would lose it; `odd-path`: no place can have
 * that path.
 */
export const whyNotSchema = z.enum([
  'no-new-secret',
  'relative',
  'no-file',
  'not-allowed',
  'unknown-format',
  'not-understood',
  'absent',
  'has-new',
  'unfit',
  'linked',
  'odd-path',
])
export type WhyNotReplaced = z.infer<typeof whyNotSchema>

/** What is about to be written. No value is told. */
const replacementSchema = z.strictObject({
  planId: id,
  /** The token whose secret takes the place of the old one. */
  by: id,
  /** The file that is written. */
  path: z.string().max(8192),
  /** Leads the place's path there over a link? */
  isLinked: z.boolean(),
  /** Does git track the file? */
  tracked: z.enum(['yes', 'no', 'maybe']),
  lines: z.array(z.strictObject({ line: z.int().positive(), name: z.string().max(200) })).max(1000),
  /** How often the old secret stands in the file where no value is, such as in a comment. It stays there. */
  elsewhere: z.int().nonnegative(),
})
export type Replacement = z.infer<typeof replacementSchema>

/** Channels about where the secrets of tokens are used. The places themselves come with the rows. */
export const placeChannels = {
  /** `name-taken` when the token has this place already. */
  'place.add': {
    input: z.strictObject({ tokenId: id, where: typedWhereSchema, note: placeNoteSchema }),
    output: z.strictObject({ placeId: id }),
  },
  'place.edit': {
    input: z.strictObject({ placeId: id, where: typedWhereSchema, note: placeNoteSchema }),
    output: nothing,
  },
  /** Was the value there replaced, and by the secret of which token? The same one's for a new secret of that token. */
  'place.setReplaced': {
    input: z.strictObject({ placeId: id, replaced: z.boolean(), by: id.nullable() }),
    output: nothing,
  },
  /**
   * Looks into the file of a place. `elsewhere`: its path is none of this computer; `unknown`: the vault has no secret to look
   * for.
   */
  'place.look': {
    input: z.strictObject({ placeId: id }),
    output: z.strictObject({
      found: z.enum([...seenValueSchema.options, 'elsewhere', 'unknown', 'unreadable', 'too-large']),
    }),
  },
  'place.remove': { input: z.strictObject({ placeId: id }), output: nothing },
  'place.previewReplace': {
    input: z.strictObject({ placeId: id }),
    output: z.union([
      z.strictObject({ ready: z.literal(true), plan: replacementSchema }),
      z.strictObject({ ready: z.literal(false), why: whyNotSchema }),
    ]),
  },
  /** Writes what was previewed. `changed`: somebody else has changed the file since, and nothing was written. */
  'place.replace': {
    input: z.strictObject({ planId: id }),
    output: z.strictObject({ outcome: z.enum(['written', 'changed']) }),
    gesture: true,
  },
  /** Puts a file back as it was before. `changed`: somebody else has changed it since, and nothing was written. */
  'place.undoReplace': {
    input: z.strictObject({ placeId: id }),
    output: z.strictObject({ outcome: z.enum(['written', 'changed']) }),
    gesture: true,
  },
  /** Takes the removal of a place back, while the vault stays open. */
  'place.putBack': { input: z.strictObject({ placeId: id }), output: nothing },
} as const satisfies Record<string, CallSpec>
