import { recognise } from '#shared/rules/recognise'
import type { FoundShape, ScanOrder } from '../ports/scanner.ts'
import { Needles } from './needles.ts'

/** No value that is recognised is longer. */
const longest = 1024
/** Placeholders such as `glpat-xxxxxxxxxxxxxxxxxxxx` have fewer different signs. */
const fewestSigns = 6
/** Where a shape takes plain words too, such as the classes of a style sheet, a value has so many digits. */
const fewestDigits = 3
const words = 'in-plain-words-that-are-no-secret'

type Shapes = ScanOrder['shapes']

interface Start {
  readonly prefix: string
  /** The patterns without their end, so that they take of a text what is theirs. */
  readonly patterns: readonly { readonly whole: RegExp; readonly isLoose: boolean }[]
}

/**
 * Finds what looks like a secret by what it begins with. Shapes without such a beginning are not looked for: a number of a
 * commit looks the same.
 */
export class ShapeSearch {
  readonly #shapes: Shapes
  readonly #starts: readonly Start[]
  readonly #needles: Needles
  readonly #told = new Map<string, number>()

  constructor(shapes: Shapes) {
    this.#shapes = shapes
    const all = shapes.flatMap(({ shapes: own }) => own).filter(({ prefix }) => prefix.length >= 2)
    const prefixes = [...new Set(all.map(({ prefix }) => prefix))]
    this.#starts = prefixes.map((prefix) => ({
      prefix,
      patterns: all
        .filter((shape) => shape.prefix === prefix)
        .map(({ pattern }) => ({
          whole: new RegExp(pattern.replace(/\$$/, '')),
          isLoose: new RegExp(pattern).test(prefix + words),
        })),
    }))
    this.#needles = new Needles(prefixes.map((prefix) => Buffer.from(prefix, 'latin1')))
  }

  find(text: Uint8Array, length: number): Omit<FoundShape, 'path' | 'line'>[] {
    const found: Omit<FoundShape, 'path' | 'line'>[] = []
    let end = 0
    this.#needles.search(text, length, (number, offset) => {
      const start = this.#starts[number]
      // A value that has the beginning of another in it is one value.
      if (start === undefined || offset < end || (offset > 0 && isPart(text[offset - 1]))) return
      const run = Buffer.from(text.buffer, text.byteOffset + offset, Math.min(longest, length - offset))
      const value = valueOf(run.toString('latin1', 0, endOfRun(run)), start)
      const [likeness] = value === null ? [] : recognise(value, this.#shapes)
      if (value === null || likeness === undefined) return
      end = offset + value.length
      found.push({ ...likeness, prefix: start.prefix, offset, length: value.length, same: this.#numberOf(value) })
    })
    return found
  }

  /** Values cannot be overwritten, but nothing leads to them any more. */
  forget(): void {
    this.#told.clear()
  }

  #numberOf(value: string): number {
    const known = this.#told.get(value) ?? this.#told.size
    this.#told.set(value, known)
    return known
  }
}

/** The longest text at the begin of a run that a pattern takes, unless more of a word follows it. */
function valueOf(run: string, { prefix, patterns }: Start): string | null {
  const taken = patterns.flatMap(({ whole, isLoose }) => {
    const value = whole.exec(run)?.[0].replace(/[.=/+~]+$/, '')
    if (value === undefined || /^[A-Za-z0-9_-]/.test(run.slice(value.length))) return []
    const body = value.slice(prefix.length)
    if (new Set(body).size < fewestSigns) return []
    return isLoose && body.replace(/[^0-9]/g, '').length < fewestDigits ? [] : [value]
  })
  return taken.sort((a, b) => b.length - a.length)[0] ?? null
}

function endOfRun(bytes: Uint8Array): number {
  const end = bytes.findIndex(
    (byte) => !(isPart(byte) || byte === 0x2e || byte === 0x2b || byte === 0x7e || byte === 0x3d || byte === 0x2f),
  )
  return end === -1 ? bytes.length : end
}

/** Letters, digits, `_` and `-`: what a value would go on with. */
function isPart(byte = 0): boolean {
  return (
    (byte >= 48 && byte <= 57) ||
    (byte >= 65 && byte <= 90) ||
    (byte >= 97 && byte <= 122) ||
    byte === 0x5f ||
    byte === 0x2d
  )
}
