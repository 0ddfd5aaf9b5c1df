import { fromBase64, fromJson, linesOf, toBase64, type Slot } from './slot.ts'

const quotes = ['', '"', "'"] as const
type Quote = (typeof quotes)[number]

/** npm's `.npmrc`: lines of `key = value`, read as the package `ini` does, with the environment filled in afterwards. */
export function npmrcSlots(file: string): Slot[] {
  return linesOf(file).flatMap(({ start, text }) => {
    const match = /^([^;#[=][^=]*)=[ \t]*/.exec(text)
    if (match === null) return []
    const name = match[1]?.trim() ?? ''
    const from = match[0].length
    const slot = slotOf(name, text.slice(from).trimEnd(), start + from)
    return name === '' || slot === null ? [] : [slot]
  })
}

function slotOf(name: string, raw: string, start: number): Slot | null {
  const quote = quoteOf(raw)
  const text = read(raw, quote)
  if (text === null) return null
  const write = (value: string): string | null => written(value, quote)
  const place = { start, end: start + raw.length, name }
  const key = name.slice(name.lastIndexOf(':') + 1)
  if (key !== '_auth' && key !== '_password') return { ...place, text, write }
  const plain = fromBase64(text)
  if (plain === null) return null
  // `_auth` is "name:password", `_password` the password alone.
  const before = key === '_auth' ? plain.slice(0, plain.indexOf(':') + 1) : ''
  return { ...place, text: plain.slice(before.length), write: (value) => write(toBase64(before + value)) }
}

function quoteOf(raw: string): Quote {
  const quote = quotes.find((one) => one !== '' && raw.length > 1 && raw.startsWith(one) && raw.endsWith(one))
  return quote ?? ''
}

function read(raw: string, quote: Quote): string | null {
  if (quote === '"') return fromJson(raw)
  const text = quote === '' ? raw : raw.slice(1, -1)
  return /[;#\\"']/.test(text) || text === '' ? null : text
}

function written(value: string, quote: Quote): string | null {
  // npm fills these in inside quotes as well.
  if (value.includes('${')) return null
  const isPlain = !/[;#\\"']/.test(value) && !/^(?:true|false|null|\d+)$/.test(value)
  if (isPlain) return quote + value + quote
  return JSON.stringify(value)
}
