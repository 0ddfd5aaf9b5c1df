import type { ImportFormat } from '#shared/model/import'
import type { Secret } from '../ports/secret.ts'
import { importLimits, Refused, type ImportHint, type ImportRead } from './candidate.ts'
import { textOf } from './decode.ts'
import { Entries } from './entries.ts'
import type { Reader } from './reader.ts'
import { readPlainText } from './plain-text.ts'

const readers: Readonly<Record<'text', Reader>> = {
  text: ({ bytes, entries }) => readPlainText(textOf(bytes), entries),
}

/**
 * Reads the secrets in a file, whatever program has written it, told by its contents first and its name second. `key`: the
 * password of a file that has one. Never throws: a file that cannot be read, or is made to do harm, is refused as a whole.
 * Nothing is sent anywhere. The caller wipes the secrets of the candidates.
 */
export async function readImport(bytes: Uint8Array, { name }: ImportHint, key?: Secret): Promise<ImportRead> {
  let format: ImportFormat | null = null
  try {
    const { fileBytes: limit } = importLimits
    if (bytes.length > limit) throw new Refused('too-large', { limit })
    const entries = new Entries(name)
    format = 'text'
    await readers[format]({ bytes, name, key, entries })
    return { ok: true, format, ...entries.done() }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, why: error.why, format, ...error.more }
    return { ok: false, why: 'broken', format }
  }
}
