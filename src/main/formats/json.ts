import { endOfLine, endOfQuoted, firstOf, fromBase64, fromJson, toBase64, type Slot } from './slot.ts'

/** JSON, also with comments: every text that is a value. Docker keeps "name:password" in base64 under `auth`. */
export function jsonSlots(file: string): Slot[] {
  const slots: Slot[] = []
  /** The key that each open object stands at; null in a list. */
  const keys: (string | null)[] = []
  let at = firstOf(file)
  let bare = ' '.repeat(at)
  while (at < file.length) {
    const sign = file.charAt(at)
    let end = at + 1
    let isComment = false
    if (sign === '"') {
      const closed = endOfQuoted(file, at, { escapes: true })
      const text = closed === null ? null : fromJson(file.slice(at, closed))
      if (closed === null || text === null) return []
      end = closed
      if (isKey(file, end)) keys.splice(-1, 1, text)
      else slots.push(slotOf(at, end, keys, text))
    } else if (file.startsWith('//', at)) {
      isComment = true
      end = endOfLine(file, at)
    } else if (file.startsWith('/*', at)) {
      const close = file.indexOf('*/', at + 2)
      if (close === -1) return []
      isComment = true
      end = close + 2
    } else if (sign === '{' || sign === '[') keys.push(null)
    else if (sign === '}' || sign === ']') keys.pop()
    bare += isComment ? ' '.repeat(end - at) : file.slice(at, end)
    at = end
  }
  return isWhole(bare) ? slots : []
}

function isKey(file: string, from: number): boolean {
  const after = /\s*/y
  after.lastIndex = from
  after.exec(file)
  return file.charAt(after.lastIndex) === ':'
}

/** A file that JSON cannot read is not understood. */
function isWhole(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function slotOf(start: number, end: number, keys: readonly (string | null)[], text: string): Slot {
  const place = { start, end, name: keys.filter((key) => key !== null).join(' > ') }
  const plain = keys.at(-1) === 'auth' ? fromBase64(text) : null
  const colon = plain?.indexOf(':') ?? -1
  if (plain === null || colon === -1) return { ...place, text, write: (value) => JSON.stringify(value) }
  const before = plain.slice(0, colon + 1)
  return { ...place, text: plain.slice(colon + 1), write: (value) => JSON.stringify(toBase64(before + value)) }
}
