import { Failure } from '#main/ports/failure'

/**
 * A path with values in it, each encoded: `` path`/api/orgs/${org}/tokens` ``.
 *
 * A value that is empty or a dot segment is refused: it would silently address something else, such as a whole
 * collection instead of one token.
 *
 * @throws Failure internal
 */
export function path(texts: TemplateStringsArray, ...values: readonly string[]): string {
  return texts.reduce((whole, text, at) => whole + segment(values[at - 1]) + text)
}

function segment(value: string | undefined): string {
  if (value === undefined || value === '' || value === '.' || value === '..') throw new Failure('internal')
  try {
    return encodeURIComponent(value)
  } catch {
    // Half of a surrogate pair has no encoding.
    throw new Failure('internal')
  }
}

/** A query string with its question mark; undefined values are left out. Empty when nothing is left. */
export function query(fields: Readonly<Record<string, string | undefined>>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) given.set(name, value)
  return given.size === 0 ? '' : `?${given.toString()}`
}
