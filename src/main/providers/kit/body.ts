import type { z } from 'zod'
import { Failure } from '#main/ports/failure'
import type { HttpResponse } from '#main/ports/http'

/**
 * Reads an answer that is a success; most look at its body only. Throws Failure broken-body when it is not what was
 * promised.
 */
export type BodyReader<T> = (body: string, answer: HttpResponse) => T

/** Reads JSON of a shape. The failure's `code` is the place in the body that did not fit. */
export function json<T>(schema: z.ZodType<T>): (body: string) => T {
  return (body) => {
    const result = schema.safeParse(parse(body))
    if (result.success) return result.data
    const place = (result.error.issues[0]?.path ?? []).map(String).join('.')
    throw new Failure('broken-body', place === '' ? {} : { code: place.slice(0, 60) })
  }
}

/** For calls whose status says everything. */
export const nothing: BodyReader<void> = () => undefined

/** Any JSON value, or undefined for text that is none. */
export function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
