import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'

/** The text as programs write it down: as it is, in UTF-16, in hexadecimal digits, and in base64 wherever in it the text begins. */
export function formsOf(text: string): Buffer[] {
  const encodings = [Buffer.from(text), Buffer.from(text, 'utf16le')]
  return encodings.flatMap((bytes) => [
    bytes,
    Buffer.from(bytes.toString('hex')),
    Buffer.from(bytes.toString('hex').toUpperCase()),
    ...inBase64(bytes),
  ])
}

/** What stays the same of the base64 of `bytes`, whatever stands before and after them. */
function inBase64(bytes: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).subarray(0, Math.floor((before + bytes.length) / 3) * 3)
    const leaning = before === 0 ? 0 : before + 1
    return (['base64', 'base64url'] as const).map((alphabet) => Buffer.from(whole.toString(alphabet).slice(leaning)))
  })
}

/** Which of the texts stand in these bytes, in whatever form. */
export function foundIn(bytes: Buffer, texts: readonly string[]): string[] {
  return texts.filter((text) => formsOf(text).some((form) => bytes.includes(form)))
}

/** Files under `folder`, hidden ones too, that hold one of the texts in whatever form, or have it in their name. */
export function filesWith(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    if (foundIn(Buffer.from(name), texts).length > 0) return true
    const path = join(folder, name)
    return lstatSync(path).isFile() && foundIn(readFileSync(path), texts).length > 0
  })
}

/** A stretch of memory is read in pieces of this size. */
const pieceBytes = 4 * 1024 * 1024

/**
 * Which of the texts stand in the memory that a process can write to, as they are or in UTF-16: not only in the heap of its scripts.
 * Null where the system does not let this process look (Linux alone does, and there an administrator for a process in a sandbox).
 */
export function foundInMemory(pid: number, texts: readonly string[]): string[] | null {
  const opened = openMemory(pid)
  if (opened === null) return null
  try {
    const found = new Set<string>()
    for (const [from, to] of opened.stretches) search(opened.memory, from, to, texts, found)
    return [...found]
  } finally {
    closeSync(opened.memory)
  }
}

function openMemory(pid: number): { memory: number; stretches: [number, number][] } | null {
  try {
    const stretches = readFileSync(`/proc/${pid}/smaps`, 'utf8')
      .split(/\n(?=[\da-f]+-[\da-f]+ )/)
      // Most of what is set aside has never been written to.
      .filter((stretch) => !/^Rss: +0 kB$/m.test(stretch))
      .map((stretch) => /^([\da-f]+)-([\da-f]+) rw/.exec(stretch))
      .flatMap((match): [number, number][] => (match === null ? [] : [[hex(match[1]), hex(match[2])]]))
    return { memory: openSync(`/proc/${pid}/mem`, 'r'), stretches }
  } catch {
    return null
  }
}

const hex = (digits: string | undefined): number => Number.parseInt(digits ?? '', 16)

function search(memory: number, from: number, to: number, texts: readonly string[], found: Set<string>): void {
  const forms = texts.map((text) => [text, [Buffer.from(text), Buffer.from(text, 'utf16le')]] as const)
  const longest = Math.max(...forms.flatMap(([, all]) => all.map((form) => form.length)))
  const piece = Buffer.alloc(pieceBytes)
  // Pieces overlap, so that no text lies on a border.
  for (let at = from; at < to; at += pieceBytes - longest) {
    const read = readPiece(memory, piece, at, Math.min(pieceBytes, to - at))
    for (const [text, all] of forms) {
      if (all.some((form) => piece.subarray(0, read).includes(form))) found.add(text)
    }
  }
}

/** How many bytes could be read; none where the process gave that memory back meanwhile. */
function readPiece(memory: number, piece: Buffer, at: number, length: number): number {
  try {
    return readSync(memory, piece, 0, length, at)
  } catch {
    return 0
  }
}
