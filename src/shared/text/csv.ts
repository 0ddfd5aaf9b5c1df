/** Tables as CSV (RFC 4180) that no spreadsheet computes. */

/**
 * Where a spreadsheet would begin to compute (OWASP, "CSV injection"): in front of these signs, full-width ones and blanks
 * before them too, at the start of a cell, and of what becomes a cell of its own in a spreadsheet that takes semicolons
 * or tabs for commas, as Excel does in half of Europe; it does not heed our quotes then.
 */
const formula = /(?<![^;\t\r\n])(?=(?:[^\S\r\n]|\0)*[=+\-@\uff1d\uff0b\uff0d\uff20])/g
/** What some of them throw away, to look at what comes after. */
const swallowed = /^[\t\r\n\0]/

/**
 * One cell: quoted where RFC 4180 wants it, and with an apostrophe in front of what a spreadsheet would compute. Whoever
 * needs the exact value takes the JSON.
 */
export function csvCell(text: string): string {
  const guarded = text.replace(formula, "'")
  const safe = swallowed.test(guarded) ? `'${guarded}` : guarded
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A line of cells. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}
