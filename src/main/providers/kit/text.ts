import { z } from 'zod'

/** The longest piece of `value` with at most `max` UTF-16 units that splits no character; shortened text ends in "…". */
export function shortened(value: string, max: number): string {
  if (value.length <= max) return value
  return `${value.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Not seen, but able to change how what stands around it is read: controls, turns of direction, halves of characters. */
const unseen = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const everyUnseen = new RegExp(unseen, 'gu')
const lineEnds = /[\t\n\v\f\r\u0085\u2028\u2029]+/g

/** One line that shows what it is: a name must not pass for another one in a question such as "Revoke it?". */
function plain(value: string): string {
  return value.replace(lineEnds, ' ').replace(everyUnseen, '')
}

/** A provider's text for people to read; what is longer than the model allows is shortened, absent and null are empty. */
export function optionalText(max: number): z.ZodType<string> {
  return z
    .string()
    .nullish()
    .transform((value) => shortened(plain(value ?? ''), max))
}

/** A provider's id or path name: never empty and never changed, as it must find the same thing again. */
export const idText: z.ZodType<string> = z
  .string()
  .min(1)
  .max(300)
  .refine((value) => !unseen.test(value))

/** An id that a provider gives as a number, or as text. */
export const idNumber: z.ZodType<string> = z.union([z.int().transform(String), idText])

/** A secret in an answer. */
export const secretText: z.ZodType<string> = z.string().min(1).max(16_384)
