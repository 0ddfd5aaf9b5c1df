import { shortestNeedle, type FoundShape, type ScanOrder } from '../ports/scanner.ts'
import { formsOf } from './forms.ts'
import { Needles } from './needles.ts'
import { ShapeSearch } from './shapes.ts'

/** From so many bytes on a secret is told from what is around it by itself. */
const longFrom = 16

/** A needle in a text, in whatever writing. */
export interface Hit {
  readonly needle: number
  readonly offset: number
  readonly length: number
}

export interface Finds {
  /** In the order in which they stand there. */
  readonly needles: readonly Hit[]
  readonly shapes: readonly Omit<FoundShape, 'path' | 'line'>[]
}

interface Group {
  readonly needles: Needles
  /** The number that the secret of a form has in the order, and how long the form is. */
  readonly forms: readonly { readonly needle: number; readonly length: number; readonly isInside: boolean }[]
  readonly isShort: boolean
}

/** Everything that an order looks for, in one file after the other. */
export class Search {
  readonly #groups: readonly Group[]
  readonly #shapes: ShapeSearch | null

  constructor({ needles, shapes }: Pick<ScanOrder, 'needles' | 'shapes'>) {
    const forms = needles.flatMap((secret, needle) => {
      if (secret.length < shortestNeedle) throw new RangeError('A needle is too short.')
      return formsOf(secret).map((form) => ({ ...form, needle }))
    })
    // Short ones would slow down the search for the others.
    this.#groups = [true, false].flatMap((isShort) => {
      const own = forms.filter(({ bytes }) => bytes.length < longFrom === isShort)
      if (own.length === 0) return []
      const told = own.map(({ needle, bytes, isInside }) => ({ needle, length: bytes.length, isInside }))
      return [{ needles: new Needles(own.map(({ bytes }) => bytes)), forms: told, isShort }]
    })
    for (const { bytes } of forms) bytes.fill(0)
    this.#shapes = shapes.length === 0 ? null : new ShapeSearch(shapes)
  }

  /** What the first `length` bytes of `text` hold. */
  find(text: Uint8Array, length: number): Finds {
    const found: Hit[] = []
    for (const { needles, forms, isShort } of this.#groups) {
      needles.search(text, length, (number, offset) => {
        const form = forms[number]
        if (form === undefined) return
        if (isShort && !form.isInside && !isAlone(text, offset, offset + form.length, length)) return
        found.push({ needle: form.needle, offset, length: form.length })
      })
    }
    const isHeld = (offset: number, end: number) =>
      found.some((one) => one.offset < end && offset < one.offset + one.length)
    const shapes = (this.#shapes?.find(text, length) ?? []).filter(
      ({ offset, length: size }) => !isHeld(offset, offset + size),
    )
    return { needles: found.sort((a, b) => a.offset - b.offset), shapes }
  }

  wipe(): void {
    for (const { needles } of this.#groups) needles.wipe()
    this.#shapes?.forget()
  }
}

function isAlone(text: Uint8Array, start: number, end: number, length: number): boolean {
  return !(start > 0 && isWord(text[start - 1])) && !(end < length && isWord(text[end]))
}

/** Letters and digits. */
function isWord(byte = 0): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
}
