/** Where the keyboard is in the grid: a row of the list, or the header (-1), and a visible column. */
export interface Position {
  readonly row: number
  readonly column: number
}

export interface GridSize {
  readonly rows: number
  readonly columns: number
  /** Rows that fit on the screen. */
  readonly page: number
}

export interface Key {
  readonly key: string
  readonly ctrl: boolean
}

const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(max, value))

/** Where a key takes the keyboard, as the ARIA authoring practices say for grids; null for a key that does not move. */
export function moveBy({ key, ctrl }: Key, { row, column }: Position, size: GridSize): Position | null {
  const lastRow = size.rows - 1
  const lastColumn = size.columns - 1
  const to = (newRow: number, newColumn = column): Position => ({
    row: clamp(newRow, -1, lastRow),
    column: clamp(newColumn, 0, lastColumn),
  })
  switch (key) {
    case 'ArrowDown':
      return ctrl ? to(lastRow) : to(row + 1)
    case 'ArrowUp':
      return ctrl ? to(0) : to(row - 1)
    case 'ArrowRight':
      return ctrl ? to(row, lastColumn) : to(row, column + 1)
    case 'ArrowLeft':
      return ctrl ? to(row, 0) : to(row, column - 1)
    // In a list of tokens the ends of the list matter more than the ends of a row.
    case 'Home':
      return ctrl || row === -1 ? to(row, 0) : to(0)
    case 'End':
      return ctrl || row === -1 ? to(row, lastColumn) : to(lastRow)
    case 'PageDown':
      return to(row + size.page)
    case 'PageUp':
      return to(Math.max(0, row - size.page))
    default:
      return null
  }
}
