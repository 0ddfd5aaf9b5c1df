import { importLimits, Refused } from './candidate.ts'

/**
 * The text of a file: UTF-8, or UTF-16 where its mark says so; without the mark. Throws Refused for anything else: guessing
 * at an encoding would change secrets in silence.
 */
export function textOf(bytes: Uint8Array, limit: number = importLimits.textBytes): string {
  if (bytes.length > limit) throw new Refused('too-large', { limit })
  const text = decoded(bytes)
  if (/[\0\uffff\ufffe]/.test(text)) throw new Refused('not-text')
  return text
}

function decoded(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new Refused(encoding === 'utf-8' && bytes.includes(0) ? 'not-text' : 'bad-encoding')
  }
}

function encodingOf([first, second, third, fourth]: Uint8Array): string {
  // UTF-32 begins like UTF-16 and is not read.
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) throw new Refused('bad-encoding')
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return 'utf-8'
}
