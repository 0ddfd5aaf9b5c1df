import type { Secret } from '#main/ports/secret'

/** What a listing shows of a secret: how it begins and how it ends. */
export interface Mask {
  readonly start: string
  readonly end: string
}

/** Anything longer may be a whole secret, and is not read. */
export const longestMask = 40
const shape = /^([\w+/=-]*)(?:\.{3}|…|\*+|•+)([\w+/=-]*)$/
const prefix = 'npm_'
/** So many characters drawn by chance are enough. */
const enough = 6

/** Null for what is no mask, or shows too little to tell one secret from another. */
export function readMask(text: string): Mask | null {
  const [, start, end] = shape.exec(text) ?? []
  if (start === undefined || end === undefined) return null
  const shown = start.length + end.length - (start.startsWith(prefix) ? prefix.length : 0)
  return shown < enough ? null : { start, end }
}

/** Can the secret be the one that is shown so? */
export function fits({ start, end }: Mask, secret: Secret): boolean {
  return secret.use(
    (value) => value.length > start.length + end.length && value.startsWith(start) && value.endsWith(end),
  )
}
