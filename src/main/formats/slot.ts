/**
 * A value in a file. Files are read as Latin-1, one character a byte, so that offsets count bytes and whatever is around a
 * value stays as it is, also where it is no valid text.
 */
export interface Slot {
  readonly start: number
  readonly end: number
  /** What the file calls it. */
  readonly name: string
  /** What it means, without quotes and escapes. */
  readonly text: string
  /** How another value stands there; null where it is not sure that every reader would read it as that value. */
  readonly write: (value: string) => string | null
}

/** Gives the values of a file, in their order. What it is not sure about is left out. */
export type FindSlots = (file: string) => Slot[]

export interface Line {
  /** Where it begins in the file. */
  readonly start: number
  /** Without its end. */
  readonly text: string
}

/** The lines of a file, whatever ends them. */
export function linesOf(file: string): Line[] {
  const lines: Line[] = []
  for (let start = firstOf(file); start < file.length;) {
    const end = endOfLine(file, start)
    lines.push({ start, text: file.slice(start, end) })
    start = file.startsWith('\r\n', end) ? end + 2 : end + 1
  }
  return lines
}

/** Where the text begins: behind the mark that some editors of Windows put first. */
export function firstOf(file: string): number {
  return file.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0
}

export function endOfLine(file: string, from: number): number {
  for (let at = from; at < file.length; at += 1) {
    const sign = file.charAt(at)
    if (sign === '\n' || sign === '\r') return at
  }
  return file.length
}

/** Where the quoted text that begins at `from` ends, its last quote included; null where it does not. */
export function endOfQuoted(file: string, from: number, { escapes }: { readonly escapes: boolean }): number | null {
  const quote = file.charAt(from)
  for (let at = from + 1; at < file.length; at += 1) {
    const sign = file.charAt(at)
    if (escapes && sign === '\\') at += 1
    else if (sign === quote) return at + 1
  }
  return null
}

/** The text that JSON means by what stands in quotes; null where it is none. */
export function fromJson(quoted: string): string | null {
  try {
    const value: unknown = JSON.parse(quoted)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}

/** The text behind base64 of printable signs; null where it is none. */
export function fromBase64(encoded: string): string | null {
  const bytes = Buffer.from(encoded, 'base64')
  const text = bytes.toString('latin1')
  return bytes.toString('base64') === encoded && /^[\x20-\x7e]+$/.test(text) ? text : null
}

export const toBase64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64')
