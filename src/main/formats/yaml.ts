import { endOfQuoted, fromJson, linesOf, type Line, type Slot } from './slot.ts'

/** Words and numbers that YAML takes for something else than text. */
const otherwise = /^(?:~|null|true|false|yes|no|on|off|y|n|[-+.]?(?:0[xob])?[\d_][\d_.,:eE+-]*|\.(?:inf|nan))$/i
const plain = /^[A-Za-z0-9_./+=~-]+$/
const key = String.raw`(?:[A-Za-z0-9_.$/@-][^\s:#'"]*(?::[^\s:#'"]+)*|"[^"\\]*"|'[^']*')`
const entry = new RegExp(String.raw`^([ ]*)((?:-[ ]+)*)(?:(${key})[ ]*:[ ]+)?(?=[^\s#])`)

/** YAML: texts of one line, by themselves or behind one key. Others, such as blocks and lists in brackets, are left out. */
export function yamlSlots(file: string): Slot[] {
  const lines = linesOf(file)
  const slots: Slot[] = []
  let block: number | null = null
  for (const [number, line] of lines.entries()) {
    const indent = indentOf(line)
    if (block !== null && (line.text.trim() === '' || indent > block)) continue
    block = /[:\-][ ]+[|>][-+0-9]*[ ]*(?:#.*)?$/.test(line.text) ? indent : null
    const slot = block === null ? slotOf(line, lines[number + 1]) : null
    if (slot !== null) slots.push(slot)
  }
  return slots
}

const indentOf = ({ text }: Line): number => /^[ ]*/.exec(text)?.[0].length ?? 0

function slotOf(line: Line, next: Line | undefined): Slot | null {
  const match = entry.exec(line.text)
  if (match === null || (match[2] === '' && match[3] === undefined)) return null
  const from = match[0].length
  const quote = ['"', "'"].find((one) => line.text.startsWith(one, from)) ?? ''
  const end = quote === '' ? endOfPlain(line.text, from) : endOfQuoted(line.text, from, { escapes: quote === '"' })
  if (end === null || !/^[ \t]*(?:$|[ \t]#)/.test(line.text.slice(end))) return null
  const raw = line.text.slice(from, end)
  // It may go on in the next line.
  if (next !== undefined && next.text.trim() !== '' && indentOf(next) > indentOf(line) && match[3] !== undefined) {
    if (match[2] === '' || indentOf(next) > indentOf(line) + (match[2] ?? '').length) return null
  }
  const text = read(raw, quote)
  if (text === null) return null
  const name = (match[3] ?? '-').replace(/^(["'])(.*)\1$/, '$2')
  const write = (value: string) => written(value, quote)
  return { start: line.start + from, end: line.start + end, name, text, write }
}

function endOfPlain(text: string, from: number): number {
  const comment = text.slice(from).search(/(?<![ \t])[ \t]+(?:#|$)/)
  return comment === -1 ? text.length : from + comment
}

function read(raw: string, quote: string): string | null {
  if (quote === '"') return fromJson(raw)
  if (quote === "'") return raw.slice(1, -1)
  return plain.test(raw) ? raw : null
}

function written(value: string, quote: string): string {
  if (quote === "'" && !value.includes("'")) return `'${value}'`
  if (quote === '' && plain.test(value) && !otherwise.test(value) && !/^[-.=~]/.test(value)) return value
  return JSON.stringify(value)
}
