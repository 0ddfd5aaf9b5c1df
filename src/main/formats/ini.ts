import { linesOf, type Slot } from './slot.ts'

/** Signs that some readers of INI files take for themselves: comments, quotes, escapes and what they fill in. */
const special = /[\s;#"'\\%$]/

/** INI files, such as `.pypirc` and those of AWS: values of one line that every reader takes as they stand. */
export function iniSlots(file: string): Slot[] {
  const lines = linesOf(file)
  return lines.flatMap(({ start, text }, number) => {
    const match = /^([^\s;#[=:][^=:]*)[=:][ \t]*/.exec(text)
    // A line that is indented goes on with the value before it.
    const goesOn = /^[ \t]+\S/.test(lines[number + 1]?.text ?? '')
    if (match === null || goesOn) return []
    const from = match[0].length
    const value = text.slice(from).trimEnd()
    if (value === '' || special.test(value)) return []
    const place = { start: start + from, end: start + from + value.length, name: match[1]?.trimEnd() ?? '' }
    return [{ ...place, text: value, write: (next: string) => (special.test(next) ? null : next) }]
  })
}
