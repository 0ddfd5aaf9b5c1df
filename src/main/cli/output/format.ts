import { csvRow } from '#shared/text/csv'
import { Ended, exits } from '../exit.ts'
import type { CommonOptions } from '../place.ts'
import type { Terminal } from '../terminal.ts'
import { table, type Cell, type Column, type TableStyle } from './table.ts'

/** How a command can write its result. */
export const commonFormats = ['table', 'json', 'csv'] as const

/** The format that was asked for, `table` where none was. Throws Ended where the command has no such format. */
export function formatOf<F extends string>({ format }: CommonOptions, allowed: readonly [F, ...F[]]): F {
  if (format === undefined) return allowed[0]
  const found = allowed.find((one) => one === format)
  if (found !== undefined) return found
  throw new Ended(exits.usage, `--format can be ${allowed.join(', ')} here.`)
}

/** How tables look on this terminal. */
export function styleFor(terminal: Terminal, { color }: CommonOptions): TableStyle {
  return { width: terminal.columns, colours: terminal.colours(color !== false) }
}

/** Documents have a name and a version: fields may come, but none goes or changes its meaning without another version. */
export function jsonText(format: string, version: number, content: object): string {
  return `${harmless(JSON.stringify({ format: `keyrack.${format}/${version}`, ...content }, null, 2))}\n`
}

/** The same document with what a terminal would obey, or show in another order, as escapes. */
function harmless(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** A result of many rows in the common formats. */
export interface Listing<T> {
  readonly items: readonly T[]
  readonly columns: readonly Column[]
  readonly cells: (item: T) => readonly Cell[]
  /** The name of the document and of the field that the items are in. */
  readonly json: { readonly format: string; readonly field: string; readonly item: (item: T) => object }
  readonly csv: { readonly headings: readonly string[]; readonly cells: (item: T) => readonly string[] }
  /** What to say on standard error where a table would be empty. */
  readonly empty: string
}

/** Writes a listing as it was asked for. Throws Ended for a format that there is not. */
export async function writeListing<T>(terminal: Terminal, options: CommonOptions, listing: Listing<T>): Promise<void> {
  const { items, columns, cells, json, csv, empty } = listing
  switch (formatOf(options, commonFormats)) {
    case 'json':
      return terminal.write(jsonText(json.format, 1, { [json.field]: items.map(json.item) }))
    case 'csv':
      return terminal.write([csvRow(csv.headings), ...items.map((item) => csvRow(csv.cells(item)))].join(''))
    case 'table':
      if (items.length === 0) terminal.say(empty)
      return terminal.write(table(columns, items.map(cells), styleFor(terminal, options)))
  }
}
