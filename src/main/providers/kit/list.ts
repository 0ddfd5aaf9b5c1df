import { z } from 'zod'

/** Far more than any page of a listing has, and so few that reading them keeps nobody waiting. */
const mostInAnswer = 10_000

/** A list in an answer. One with more than `most` things does not fit, and is refused before any of them is looked at. */
export function list<T>(thing: z.ZodType<T>, most = mostInAnswer): z.ZodType<T[]> {
  return z.custom<unknown[]>((value) => Array.isArray(value) && value.length <= most).pipe(z.array(thing))
}
