import { endOfLine, endOfQuoted, firstOf, fromJson, type Slot } from './slot.ts'

const key = /[ \t]*([A-Za-z0-9_-]+(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*|"[^"\\\r\n]*"|'[^'\r\n]*')[ \t]*=[ \t]*/y

/** TOML, such as cargo's `credentials.toml`: texts of one line behind a key. Lists, tables in a line and long texts are left out. */
export function tomlSlots(file: string): Slot[] {
  const slots: Slot[] = []
  let at = firstOf(file)
  while (at < file.length) {
    key.lastIndex = at
    const match = key.exec(file)
    if (match !== null) {
      const start = at + match[0].length
      const long = ['"""', "'''"].find((quotes) => file.startsWith(quotes, start))
      if (long === undefined) {
        const slot = slotOf(file, start, match[1] ?? '')
        if (slot !== null) slots.push(slot)
        at = start
      } else {
        const close = file.indexOf(long, start + long.length)
        // It does not end: nothing behind it is understood.
        if (close === -1) return slots
        at = close + long.length
      }
    }
    at = endOfLine(file, at) + 1
  }
  return slots
}

function slotOf(file: string, start: number, name: string): Slot | null {
  const quote = file.charAt(start)
  if (quote !== '"' && quote !== "'") return null
  const end = endOfQuoted(file, start, { escapes: quote === '"' })
  if (end === null || !/^[ \t]*(?:#|$)/.test(file.slice(end, endOfLine(file, end)))) return null
  const raw = file.slice(start, end)
  const text = quote === '"' ? fromJson(raw) : raw.slice(1, -1)
  if (text === null || /[\r\n]/.test(raw)) return null
  const write = (value: string) => (quote === "'" && !value.includes("'") ? `'${value}'` : JSON.stringify(value))
  return { start, end, name, text, write }
}
