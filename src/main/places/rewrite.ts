import { formats, type Format } from '../formats/index.ts'
import type { Slot } from '../formats/slot.ts'

/** Larger files are not changed: nobody keeps a token there. */
export const mostFileBytes = 1_048_576
const mostValues = 5_000
const longestName = 120

/** A value that is replaced. */
export interface Hit {
  /** The first is 1. */
  readonly line: number
  readonly name: string
}

/**
 * `not-text`: binary, or text in UTF-16. `not-understood`: too many values. `absent`: no value is the old one. `unfit`: the
 * new value cannot stand there for sure.
 */
export type WhyNot = 'not-text' | 'not-understood' | 'absent' | 'unfit'

export type Rewrite =
  | {
      readonly ok: true
      readonly bytes: Buffer
      readonly hits: readonly Hit[]
      /** How often the old value stands elsewhere in the file, such as in a comment, and is left there. */
      readonly elsewhere: number
    }
  | { readonly ok: false; readonly why: WhyNot }

/** What a file's values are, for `isOld` and for telling whether the new one is there already. */
export function valuesIn(bytes: Buffer, format: Format): readonly string[] {
  return isText(bytes) ? formats[format](bytes.toString('latin1')).map(({ text }) => text) : []
}

/**
 * The bytes of a file with `value` in the place of every value that `isOld`. All other bytes stay; the result is read again,
 * and refused unless exactly those values have changed.
 */
export function rewrite(bytes: Buffer, format: Format, isOld: (text: string) => boolean, value: string): Rewrite {
  if (!isText(bytes)) return { ok: false, why: 'not-text' }
  const file = bytes.toString('latin1')
  const slots = formats[format](file)
  if (slots.length > mostValues) return { ok: false, why: 'not-understood' }
  const old = new Set(slots.filter(({ text }) => isOld(text)))
  if (old.size === 0) return { ok: false, why: 'absent' }
  // What is not printable, or has blanks, is read differently from tool to tool.
  if (!/^[\x21-\x7e]+$/.test(value)) return { ok: false, why: 'unfit' }
  let written = ''
  let at = 0
  for (const slot of old) {
    const put = slot.write(value)
    if (put === null) return { ok: false, why: 'unfit' }
    written += file.slice(at, slot.start) + put
    at = slot.end
  }
  written += file.slice(at)
  const again = formats[format](written)
  const isRight = slots.every((slot, number) => again[number]?.text === (old.has(slot) ? value : slot.text))
  if (again.length !== slots.length || !isRight) return { ok: false, why: 'unfit' }
  return {
    ok: true,
    bytes: Buffer.from(written, 'latin1'),
    hits: [...old].map(({ start, name }) => ({ line: lineOf(file, start), name: shown(name) })),
    elsewhere: elsewhere(file, [...old]),
  }
}

function isText(bytes: Buffer): boolean {
  return !bytes.includes(0) && !(bytes[0] === 0xff && bytes[1] === 0xfe) && !(bytes[0] === 0xfe && bytes[1] === 0xff)
}

function lineOf(file: string, at: number): number {
  return file.slice(0, at).split(/\r\n|\r|\n/).length
}

/** A name as it can be drawn in one line. */
function shown(name: string): string {
  const text = Buffer.from(name, 'latin1').toString('utf8')
  return text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ').slice(0, longestName)
}

function elsewhere(file: string, old: readonly Slot[]): number {
  let count = 0
  for (const text of new Set(old.map((slot) => slot.text))) {
    for (let at = file.indexOf(text); at !== -1; at = file.indexOf(text, at + text.length)) {
      if (!old.some(({ start, end }) => at >= start && at < end)) count += 1
    }
  }
  return count
}
