import type { LeftOutReason } from '#shared/model/import'
import type { Instant } from '#shared/model/time'
import { recognise, type Shaped } from '#shared/rules/recognise'
import { Secret } from '../ports/secret.ts'
import type { Candidate, ImportHint, LeftOut } from '../ports/import-reader.ts'
import { importLimits, Refused } from './candidate.ts'
import { checkField, checkName } from './guard.ts'
import { mayBeSecret } from './likely.ts'

/** Shorter ones are no tokens, longer ones are not kept. */
const shortest = 8
const longest = 16_384
const longestLine = 500

/** An entry as a reader finds it. */
export interface Entry {
  readonly value: string
  readonly entry?: string | null
  readonly line?: number | null
  readonly name?: string | null
  readonly service?: string | null
  readonly user?: string | null
  readonly expiresAt?: Instant | null
}

/** Takes the entries of a file, sorts out what is no secret, and bounds what is kept of them. */
export class Entries {
  readonly #source: string
  readonly #shapes: readonly Shaped[]
  readonly #found: { readonly value: string; readonly entry: Entry }[] = []
  readonly #leftOut: { readonly reason: LeftOutReason; readonly entry: string | null; readonly line: number | null }[] =
    []

  constructor({ name, shapes = [] }: ImportHint) {
    this.#source = name
    this.#shapes = shapes
  }

  /** Takes a value if it may be a secret, by its `label` or by how it looks. */
  offer(entry: Entry & { readonly label: string }): void {
    const { value, label } = entry
    const isLikely = value === '' || mayBeSecret(label, value) || recognise(value, this.#shapes).length > 0
    if (isLikely) this.add(entry)
    else this.leaveOut('unlikely', entry)
  }

  /** Takes a value that is meant to be a secret, unless it cannot be one. */
  add(entry: Entry): void {
    for (const text of [entry.value, entry.name, entry.entry, entry.service, entry.user]) checkField(text ?? '')
    checkName(entry.name ?? '', entry.line)
    const value = entry.value.trim()
    const reason = reasonAgainst(value)
    if (reason !== null) {
      this.leaveOut(reason, entry)
      return
    }
    this.#found.push({ value, entry })
    this.#count()
  }

  leaveOut(reason: LeftOutReason, { entry = null, line = null }: Pick<Entry, 'entry' | 'line'> = {}): void {
    checkName(entry ?? '', line)
    this.#leftOut.push({ reason, entry, line })
    this.#count()
  }

  /** Makes the secrets, once nothing more can be refused. */
  done(): { readonly candidates: readonly Candidate[]; readonly leftOut: readonly LeftOut[] } {
    const values = new Set(this.#found.map(({ value }) => value).filter(isTelling))
    const masked = (text: string | null | undefined): string | null => (text == null ? null : maskedIn(text, values))
    const candidates = this.#found.map(({ value, entry }): Candidate => {
      const { line = null, expiresAt = null } = entry
      return {
        secret: new Secret(value),
        at: { source: this.#source, entry: oneLine(masked(entry.entry)), line },
        name: oneLine(masked(entry.name)),
        service: oneLine(masked(entry.service)),
        user: oneLine(masked(entry.user)),
        expiresAt,
      }
    })
    const leftOut = this.#leftOut.map(({ reason, entry, line }) => ({
      at: { source: this.#source, entry: oneLine(masked(entry)), line },
      reason,
    }))
    return { candidates, leftOut }
  }

  #count(): void {
    const { entries: limit } = importLimits
    if (this.#found.length + this.#leftOut.length > limit) throw new Refused('too-many-entries', { limit })
  }
}

function reasonAgainst(value: string): LeftOutReason | null {
  if (value === '') return 'no-secret'
  // Filled in from the environment, or by a password manager.
  if (/^\$\{?\w+\}?$|^\$\(|^op:\/\/|^\{REF:|^%\w+%$/.test(value)) return 'elsewhere'
  if (!/^[\x21-\x7e]+$/.test(value)) return 'not-one-word'
  if (value.length < shortest) return 'too-short'
  return value.length > longest ? 'too-long' : null
}

/** Is it more than a word, such as `password`, which many a name has in it? */
const isTelling = (value: string): boolean => value.length >= 16 || (/\d/.test(value) && /[A-Za-z]/.test(value))

/** A text as it can be drawn in one line; null where nothing is left of it. */
function oneLine(text: string | null | undefined): string | null {
  const line = text
    ?.replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, longestLine)
  return line || null
}

/** The text without the values that are in it as words. */
function maskedIn(text: string, values: ReadonlySet<string>): string {
  return text.replace(/[\x21-\x7e]+/g, (word) => {
    if (values.has(word)) return '••••'
    return word.replace(/[^\s=:@/,;"'`<>()[\]{}]+/g, (part) => (values.has(part) ? '••••' : part))
  })
}
