import { endOfLine, endOfQuoted, firstOf, type Slot } from './slot.ts'

const quotes = ['', "'", '"'] as const
type Quote = (typeof quotes)[number]

interface Dialect {
  /** `NAME=` at the begin of a line; the second at what follows on the same line. */
  readonly first: RegExp
  readonly next: RegExp | null
  /** What ends a value without quotes. */
  readonly end: RegExp
  /** Signs that a value without quotes cannot have. */
  readonly special: RegExp
  /** May quotes be put where there were none? Not inside another text of a script, which looks the same. */
  readonly mayQuote: (lead: string) => boolean
}

const dotenv: Dialect = {
  first: /[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/y,
  next: null,
  // Tried where blanks begin only: long runs of them would take for ever.
  end: /[\r\n]|(?<![ \t])[ \t]+(?:#|[\r\n]|$)/g,
  special: /[\s#'"`\\$]/,
  mayQuote: () => true,
}

const shell: Dialect = {
  first: /[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=/y,
  next: /[ \t]+([A-Za-z_]\w*)=/y,
  end: /[\s;&|<>()]/g,
  special: /[\s#'"`\\$;&|<>()*?[\]{}~!]/,
  mayQuote: (lead) => lead.trimStart().startsWith('export'),
}

/** `.env` files, as far as all that read them agree: they differ in escapes and in `#` inside a value. */
export const envSlots = (file: string): Slot[] => slotsOf(file, dotenv)

/** What a shell's file sets, exported or not. */
export const shellSlots = (file: string): Slot[] => slotsOf(file, shell)

function slotsOf(file: string, dialect: Dialect): Slot[] {
  const slots: Slot[] = []
  let at = firstOf(file)
  while (at < file.length) {
    let pattern: RegExp | null = dialect.first
    let lead = ''
    while (pattern !== null) {
      pattern.lastIndex = at
      const match: RegExpExecArray | null = pattern.exec(file)
      if (match === null) break
      lead ||= match[0]
      const found = valueAt(file, at + match[0].length, match[1] ?? '', dialect, dialect.mayQuote(lead))
      if (found.slot !== null) slots.push(found.slot)
      at = found.end
      pattern = dialect.next
    }
    at = endOfLine(file, at) + 1
  }
  return slots
}

interface Found {
  readonly slot: Slot | null
  /** Where what follows begins. */
  readonly end: number
}

function valueAt(file: string, start: number, name: string, dialect: Dialect, mayQuote: boolean): Found {
  const sign = file.charAt(start)
  const quote = quotes.find((one) => one !== '' && one === sign) ?? ''
  const end = quote === '' ? endOfPlain(file, start, dialect) : endOfQuoted(file, start, { escapes: quote === '"' })
  if (end === null) return { slot: null, end: start }
  const text = quote === '' ? file.slice(start, end) : file.slice(start + 1, end - 1)
  const isWhole = quote === '' || isEnd(file, end, dialect)
  if (!isWhole || !fits(text, quote, dialect)) return { slot: null, end }
  const write = (value: string): string | null => {
    const fitting = [quote, ...quotes].find((one) => fits(value, one, dialect) && (one !== '' || quote === ''))
    if (fitting === undefined || (quote === '' && fitting !== '' && !mayQuote)) return null
    return fitting + value + fitting
  }
  return { slot: { start, end, name, text, write }, end }
}

function endOfPlain(file: string, start: number, { end }: Dialect): number {
  end.lastIndex = start
  return end.exec(file)?.index ?? file.length
}

function isEnd(file: string, at: number, dialect: Dialect): boolean {
  return at >= file.length || endOfPlain(file, at, dialect) === at
}

/** Is this text read as itself, by all that read such a file? */
function fits(text: string, quote: Quote, { special }: Dialect): boolean {
  if (text === '') return false
  if (quote === '') return !special.test(text)
  return quote === "'" ? !/['\\]/.test(text) : !/["\\$`]/.test(text)
}
