import { isPlain, plain } from './plain.ts'
import { cut, padded, widthOf } from './width.ts'

export type Tint = 'red' | 'yellow' | 'green' | 'dim'

/** A cell, and its colour where colours are shown. */
export type Cell = string | { readonly text: string; readonly tint: Tint }

export interface Column {
  readonly heading: string
  /** On a narrow terminal this column may be made narrower, but not below so many columns. */
  readonly atLeast?: number
}

export interface TableStyle {
  /** Columns of the terminal; 0 where it is none, and nothing is cut. */
  readonly width: number
  readonly colours: boolean
}

const codes: Readonly<Record<Tint | 'bold', string>> = { red: '31', yellow: '33', green: '32', dim: '2', bold: '1' }
const gap = 2

/** The text in a colour, where colours are shown. */
function tinted(text: string, tint: Tint | 'bold', colours: boolean): string {
  return colours && text !== '' ? `\u001b[${codes[tint]}m${text}\u001b[0m` : text
}

/** A table with headings, aligned by what the text takes on a terminal. Empty without rows. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], style: TableStyle): string {
  if (rows.length === 0) return ''
  const widths = columns.map(({ heading }) => widthOf(heading))
  const texts = rows.map((cells) =>
    cells.map((cell, at) => {
      const said = typeof cell === 'string' ? cell : cell.text
      // Most are plain, and there are many: they are looked at once.
      const isAsItIs = isPlain(said)
      const text = isAsItIs ? said : plain(said)
      widths[at] = Math.max(widths[at] ?? 0, isAsItIs ? text.length : widthOf(text))
      return text
    }),
  )
  // Where no column was made narrower, nothing is cut.
  const isNarrow = narrow(widths, columns, style.width)
  const line = (cells: readonly string[], tint: (at: number) => Tint | 'bold' | null): string => {
    const shown = cells.map((text, at) => {
      const width = widths[at] ?? 0
      const fitting = isNarrow ? cut(text, width) : text
      const end = at === cells.length - 1 ? fitting : padded(fitting, width)
      const colour = tint(at)
      // The spaces stay outside of the colour: nothing is underlined or filled that is no text.
      return colour === null ? end : tinted(fitting, colour, style.colours) + end.slice(fitting.length)
    })
    return shown.join(' '.repeat(gap)).trimEnd()
  }
  const head = line(
    columns.map(({ heading }) => heading),
    () => 'bold',
  )
  const body = texts.map((cells, row) =>
    line(cells, (at) => {
      const cell = rows[row]?.[at]
      return cell === undefined || typeof cell === 'string' ? null : cell.tint
    }),
  )
  return `${[head, ...body].join('\n')}\n`
}

/** Takes the columns that may be narrower as far down as the terminal asks for, the widest first. False when none was. */
function narrow(widths: number[], columns: readonly Column[], width: number): boolean {
  if (width === 0) return false
  let over = widths.reduce((sum, one) => sum + one, 0) + gap * (widths.length - 1) - width
  if (over <= 0) return false
  while (over > 0) {
    let widest = -1
    for (const [at, { atLeast }] of columns.entries()) {
      if (atLeast === undefined || (widths[at] ?? 0) <= atLeast) continue
      if (widest === -1 || (widths[at] ?? 0) > (widths[widest] ?? 0)) widest = at
    }
    if (widest === -1) break
    widths[widest] = (widths[widest] ?? 0) - 1
    over -= 1
  }
  return true
}

/** Facts of one thing, one a line, the names of the facts aligned. What has no value is left out. */
export function facts(pairs: readonly (readonly [string, Cell | null])[], style: TableStyle): string {
  const shown = pairs.flatMap(([name, cell]) => (cell === null ? [] : [[name, cell] as const]))
  const width = shown.reduce((most, [name]) => Math.max(most, widthOf(name)), 0)
  const lines = shown.map(([name, cell]) => {
    const label = tinted(padded(name, width), 'dim', style.colours)
    const text = plain(typeof cell === 'string' ? cell : cell.text)
    return `${label}${' '.repeat(gap)}${typeof cell === 'string' ? text : tinted(text, cell.tint, style.colours)}`
  })
  return lines.map((one) => `${one}\n`).join('')
}
