import { z } from 'zod'

/**
 * Reads an answer that brings a new secret. The secret is worth more than the facts beside it, which the next listing
 * tells again: those that do not fit are left out, and only an answer without what the shape requires does not fit.
 */
export function madeOf<T>(shape: z.ZodType<T>): z.ZodType<T> {
  return z.record(z.string(), z.unknown()).transform((answer, context) => {
    const whole = shape.safeParse(answer)
    if (whole.success) return whole.data
    const wrong = new Set(whole.error.issues.map(({ path }) => path[0]))
    const rest = shape.safeParse(Object.fromEntries(Object.entries(answer).filter(([name]) => !wrong.has(name))))
    if (rest.success) return rest.data
    for (const { path, message } of rest.error.issues) context.addIssue({ code: 'custom', path: [...path], message })
    return z.NEVER
  })
}
