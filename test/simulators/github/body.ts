import { isObject, type UncheckedObject } from '#test/simulators/kit/fields'
import { errorReply, invalid, Refusal } from './errors.ts'

/** A request's JSON object. @throws Refusal 400 for what is no JSON, 422 for what is no object. */
export function readBody(body: string): UncheckedObject {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new Refusal(errorReply(400))
  }
  if (!isObject(value)) throw invalid('Invalid request.\n\nFor input: not an object.')
  return value
}

/** A list of so many at most, each of a type. @throws Refusal 422 for anything else, an empty list too. */
export function readList<T>(
  body: UncheckedObject,
  field: string,
  most: number,
  isItem: (item: unknown) => item is T,
): T[] {
  const value = body[field]
  if (!Array.isArray(value)) throw invalid(`"${field}" wasn't supplied.`)
  const items: unknown[] = value
  if (items.length === 0 || items.length > most) throw invalid(`"${field}" must have between 1 and ${most} items.`)
  if (!items.every(isItem)) throw invalid(`"${field}" has an item of a wrong type.`)
  return items
}
