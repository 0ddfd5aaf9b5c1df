import { importLimits, Refused } from './candidate.ts'
import type { Entries } from './entries.ts'
import { checkField, checkName } from './guard.ts'
import { addItem } from './item.ts'

/** The columns of Bitwarden, 1Password, KeePass, KeePassXC, LastPass, Chrome, Firefox and others, in small letters. */
const columns = {
  secret: ['password', 'login_password', 'token', 'secret', 'api key', 'api_key', 'apikey', 'access token', 'value'],
  title: ['name', 'title', 'account', 'item name', 'key', 'description'],
  service: ['url', 'website', 'web site', 'login_uri', 'login url', 'uri', 'host', 'service'],
  user: ['username', 'login_username', 'login name', 'user name', 'user', 'login', 'email'],
  notes: ['notes', 'note', 'comments', 'extra'],
  fields: ['fields'],
} as const
type Column = keyof typeof columns

/** What a spreadsheet would run: a call, a command by DDE, or a text that a program has hidden from it. */
const formula = /^\s*(?:=\s*["'+@-]|=\s*[A-Za-z_.][\w.]*\s*\(|[+@-][A-Za-z_.][\w.]*\(|[=+@-].{0,1000}\|.{0,1000}!)/s
const delimiters = [',', ';', '\t'] as const

/** Which column is what; null where none has a secret in it. */
function columnsOf(header: readonly string[]): ReadonlyMap<Column, number> | null {
  const found = new Map<Column, number>()
  const names = header.map((name) => name.trim().toLowerCase())
  for (const [column, known] of Object.entries(columns) as [Column, readonly string[]][]) {
    const at = known.map((name) => names.indexOf(name)).find((index) => index !== -1)
    if (at !== undefined) found.set(column, at)
  }
  return found.has('secret') && header.length > 1 ? found : null
}

const firstLine = (text: string): string => /^[^\r\n]{0,5000}/.exec(text)?.[0] ?? ''

/** What stands between the columns: the sign that splits the first line most often. */
function delimiterOf(line: string): string {
  const counted = delimiters.map((sign) => ({ sign, count: line.split(sign).length }))
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).sign
}

/** Is this a table, by the names in its first line? */
export function isCsv(text: string): boolean {
  const line = firstLine(text)
  return columnsOf(line.split(delimiterOf(line)).map((name) => name.replace(/^"(.*)"$/, '$1'))) !== null
}

interface Row {
  readonly cells: readonly string[]
  /** Where it begins; the first is 1. */
  readonly line: number
}

/** A table with a line of names above. A cell that a spreadsheet would run is refused: nobody's secret is one. */
export async function readCsv(text: string, entries: Entries): Promise<void> {
  const { tableLength: limit } = importLimits
  if (text.length > limit) throw new Refused('too-large', { limit })
  if (!isCsv(text)) throw new Refused('unknown-format')
  const [header, ...rows] = await rowsOf(text)
  for (const name of header?.cells ?? []) checkName(name.trim(), 1)
  const found = columnsOf(header?.cells ?? [])
  if (found === null) throw new Refused('unknown-format')
  for (const { cells, line } of rows) {
    for (const cell of cells) {
      checkField(cell)
      if (formula.test(cell)) throw new Refused('formula', { line })
    }
    const cell = (column: Column): string | null => cells[found.get(column) ?? -1] ?? null
    const [title, service, user, notes] = (['title', 'service', 'user', 'notes'] as const).map(cell)
    addItem({ title: title ?? service ?? null, service, user, notes, line, ...secretsOf(cell) }, entries)
  }
}

function secretsOf(cell: (column: Column) => string | null) {
  const lines = (cell('fields') ?? '').split(/\r\n|\r|\n/)
  const shown = lines.flatMap((one) => {
    const [, label, value] = /^([^:]{1,200}): (.*)$/.exec(one) ?? []
    return label === undefined || value === undefined ? [] : ([[label, value]] as const)
  })
  return { hidden: [[null, cell('secret') ?? ''] as const], shown }
}

async function rowsOf(text: string): Promise<Row[]> {
  const { parse } = await import('csv-parse/sync')
  const { fieldLength: limit, entries } = importLimits
  const ends: number[] = []
  try {
    const rows = parse(text, {
      delimiter: delimiterOf(firstLine(text)),
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: limit,
      to: entries + 2,
      on_record: (cells: string[], { lines }) => {
        ends.push(lines)
        return cells
      },
    })
    return rows.map((cells, number) => ({ cells, line: (ends[number - 1] ?? 0) + 1 }))
  } catch (error) {
    const isTooLong = error instanceof Error && 'code' in error && error.code === 'CSV_MAX_RECORD_SIZE'
    throw isTooLong ? new Refused('field-too-long', { limit }) : new Refused('broken')
  }
}
