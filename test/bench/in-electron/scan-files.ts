import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What is scanned: as many files as a person's projects have, 1 GB in all. */
export const fileCount = 100_000
export const secretCount = 1_000
/** Every so many files one has a secret that is held, and one that is not. */
const everyHeld = 2_500
const everyOther = 5_000
const perFolder = 100
/** Files end somewhere in here: mostly source code, and now and then something large. */
const usualBytes = 17_800
const largeBytes = 160_000

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** The secret with this number: three kinds that begin like those of real services. They are made up and open nothing. */
export function secretOf(number: number): string {
  const hash = createHash('sha256').update(`EXAMPLE ${number}`).digest()
  const body = [...hash, ...hash].map((byte) => letters.charAt(byte % letters.length)).join('')
  if (number % 3 === 0) return `pul-${hash.toString('hex').slice(0, 40)}`
  return number % 3 === 1 ? `npm_${body.slice(0, 36)}` : `glpat-${body.slice(0, 20)}`
}

/** Writes the files. Gives how many secrets are in them that are held, how many that only look like one, and all bytes. */
export async function writeFiles(folder: string): Promise<{ held: number; others: number; bytes: number }> {
  const text = Buffer.from(someText())
  const random = numbers(7)
  const counts = { held: 0, others: 0, bytes: 0 }
  for (let number = 0; number < fileCount; number += 1) {
    const parent = join(folder, `part-${Math.floor(number / perFolder / 25)}`, `of-${Math.floor(number / perFolder)}`)
    if (number % perFolder === 0) await mkdir(parent, { recursive: true })
    const size = 200 + random(number % 50 === 0 ? largeBytes : usualBytes)
    const from = random(text.length - size)
    const lines: Buffer[] = [text.subarray(from, from + size)]
    if (number % everyHeld === 0) {
      lines.push(Buffer.from(`\nTOKEN=${secretOf((counts.held * 37) % secretCount)}\n`))
      counts.held += 1
    }
    if (number % everyOther === 1) {
      lines.push(Buffer.from(`\nOTHER=${secretOf(secretCount + counts.others)}\n`))
      counts.others += 1
    }
    const bytes = Buffer.concat(lines)
    counts.bytes += bytes.length
    await writeFile(join(parent, `file-${number}.ts`), bytes)
  }
  return counts
}

/** Text such as source code has, with numbers of commits and of packages in it now and then. */
function someText(): string {
  const random = numbers(42)
  const words = Array.from({ length: 4_000 }, () =>
    Array.from({ length: 2 + random(10) }, () => letters.charAt(26 + random(26))).join(''),
  )
  const joints = [' ', ' ', ' ', ' ', '\n  ', ' = ', '(', ')\n', '.', '-', "'", ', ', '_', ': ']
  const parts: string[] = []
  for (let size = 0; size < 4_000_000;) {
    const isNumber = random(60) === 0
    const word = isNumber ? createHash('sha1').update(String(size)).digest('hex') : (words[random(words.length)] ?? '')
    const part = word + (joints[random(joints.length)] ?? ' ')
    parts.push(part)
    size += part.length
  }
  return parts.join('')
}

/** Numbers from 0 to below the one given, the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
