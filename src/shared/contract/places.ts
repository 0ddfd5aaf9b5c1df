import { z } from 'zod'
import { placeNoteSchema, seenValueSchema, typedWhereSchema } from '../model/place.ts'
import { id, nothing, type CallSpec } from './common.ts'

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
  /** Takes the removal of a place back, while the vault stays open. */
  'place.putBack': { input: z.strictObject({ placeId: id }), output: nothing },
} as const satisfies Record<string, CallSpec>
