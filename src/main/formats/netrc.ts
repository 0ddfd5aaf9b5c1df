import { endOfLine, endOfQuoted, firstOf, type Slot } from './slot.ts'

const valued = new Set(['machine', 'login', 'password', 'account', 'macdef'])

/** `.netrc`: words between blanks. The text of a macro is left out, as are quoted words with escapes, which not all read. */
export function netrcSlots(file: string): Slot[] {
  const slots: Slot[] = []
  let at = firstOf(file)
  let machine = ''
  /** The key whose value is next. */
  let key: string | null = null
  while (at < file.length) {
    const sign = file.charAt(at)
    if (/\s/.test(sign)) {
      at += 1
    } else if (sign === '#' && key === null) {
      at = endOfLine(file, at)
    } else {
      const isQuoted = sign === '"'
      const end = isQuoted ? endOfQuoted(file, at, { escapes: true }) : endOfWord(file, at)
      if (end === null) return slots
      const word = file.slice(at, end)
      if (key === null) {
        key = valued.has(word) ? word : null
        if (word === 'default') machine = word
      } else if (key === 'macdef') {
        at = endOfMacro(file, end)
        key = null
        continue
      } else {
        const text = isQuoted ? word.slice(1, -1) : word
        if (key === 'machine') machine = text
        else if (!text.includes('\\')) slots.push(slotOf(at, end, `${machine} ${key}`, text, isQuoted))
        key = null
      }
      at = end
    }
  }
  return slots
}

function slotOf(start: number, end: number, name: string, text: string, isQuoted: boolean): Slot {
  const quote = isQuoted ? '"' : ''
  return { start, end, name, text, write: (value) => (/[\s"'\\#]/.test(value) ? null : quote + value + quote) }
}

function endOfWord(file: string, from: number): number {
  let at = from
  while (at < file.length && !/\s/.test(file.charAt(at))) at += 1
  return at
}

/** A macro ends with an empty line. */
function endOfMacro(file: string, from: number): number {
  const empty = /(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)/g
  empty.lastIndex = from
  return empty.exec(file) === null ? file.length : empty.lastIndex
}
