import { amount, verdictOf, type Figure } from './figure.ts'

/** The figures as text: name, value, target, verdict and note under one another. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    amount(figure.value, figure.unit),
    figure.target === null ? '' : `<= ${amount(figure.target, figure.unit)}`,
    verdictOf(figure),
    figure.note,
  ])
  return columns([['figure', 'measured', 'target', '', 'how'], ...rows])
}

/** Cells under one another, two spaces between columns, nothing after the last word of a line. */
export function columns(rows: readonly (readonly string[])[]): string {
  const count = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
