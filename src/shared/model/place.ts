import { z } from 'zod'
import { mostPlaces, placeLimits } from '../rules/place-limits.ts'
import { instantSchema } from './time.ts'

/** One line, without signs that would change how it is drawn. */
const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u)

const named = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind), name: line(placeLimits.name) })

const path = line(placeLimits.path)
/** A variable or secret of a CI system; a server; anything else. */
const unwritten = [named('variable'), named('server'), named('other')] as const

/** Where a secret is used. */
export const whereSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    /** Absolute where Keyrack found the file; else as it was typed, which may be on another computer. */
    path,
    /** How the value stands in the file, by the name that its writer goes by; null when Keyrack cannot write it there. */
    format: z.string().min(1).max(40).nullable(),
  }),
  ...unwritten,
])
export type Where = z.infer<typeof whereSchema>
export type WhereKind = Where['kind']

/** The same as a person types it. */
export const typedWhereSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path }),
  ...unwritten,
])
export type TypedWhere = z.infer<typeof typedWhereSchema>

export const placeNoteSchema = z.string().max(placeLimits.note)

/** `by`: the token whose value is there now, the same one after it got a new secret; null when nobody said which. */
export const replacedSchema = z.strictObject({ at: instantSchema, by: z.string().max(900).nullable() })

/**
 * What a look into a file found there. `current`: the secret that the token has now; `old`: the one before; `successor`: that
 * of the token which took its place; `other`: a value that is none of these; `absent`: none of these, or no file.
 */
export const seenValueSchema = z.enum(['current', 'old', 'successor', 'other', 'absent'])
export type SeenValue = z.infer<typeof seenValueSchema>

/** A place as the window shows it. */
export const placeSchema = z.strictObject({
  id: z.string().max(100),
  /** The token whose value is there, or was until it was replaced. */
  tokenId: z.string().max(900),
  where: whereSchema,
  note: placeNoteSchema,
  addedAt: instantSchema,
  /** Since when that token has another secret than the one here; null while it has not, or nobody knows. */
  oldSince: instantSchema.nullable(),
  /** Null while the token's value is there. */
  replaced: replacedSchema.nullable(),
  /** Files only: what was there when Keyrack looked last. */
  seen: z.strictObject({ at: instantSchema, value: seenValueSchema }).nullable(),
  /** Until when the file can be put back as it was before Keyrack wrote the new secret there; absent where it cannot. */
  undoUntil: instantSchema.optional(),
})
export type Place = z.infer<typeof placeSchema>

export const placesSchema = z.array(placeSchema).max(mostPlaces)
