import { z } from 'zod'

/** The longest piece of `value` with at most `max` UTF-16 units that splits no character; shortened text ends in "…". */
export function shortened(value: string, max: number): string {
  if (value.length <= max) return value
  return `${value.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** A provider's text for people to read; what is longer than the model allows is shortened. */
export function text(max: number): z.ZodType<string> {
  return z.string().transform((value) => shortened(value, max))
}

/** As `text`, where absent and null are empty. */
export function optionalText(max: number): z.ZodType<string> {
  return z
    .string()
    .nullish()
    .transform((value) => shortened(value ?? '', max))
}

/** A provider's id or path name: never empty and never shortened, as it must find the same thing again. */
export const idText: z.ZodType<string> = z.string().min(1).max(300)

/** A secret in an answer. */
export const secretText: z.ZodType<string> = z.string().min(1).max(16_384)
