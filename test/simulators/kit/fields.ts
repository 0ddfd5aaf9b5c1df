/** A JSON object whose fields nobody has checked yet. */
export type UncheckedObject = Readonly<Record<string, unknown>>

/** Whether a parsed JSON value is an object (not null, not an array). */
export function isObject(value: unknown): value is UncheckedObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
