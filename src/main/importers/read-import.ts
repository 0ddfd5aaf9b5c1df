import type { ImportFormat } from '#shared/model/import'
import type { Secret } from '../ports/secret.ts'
import type { ImportHint, ImportRead } from '../ports/import-reader.ts'
import { importLimits, Refused } from './candidate.ts'
import { contentsOf } from './contents.ts'
import { Entries } from './entries.ts'

/**
 * Reads the secrets in a file, whatever program has written it, told by its contents first and its name second. `key`: the
 * password of a file that has one. Never throws: a file that cannot be read, or is made to do harm, is refused as a whole.
 * Nothing is sent anywhere. The caller wipes the secrets of the candidates.
 */
export async function readImport(bytes: Uint8Array, hint: ImportHint, key?: Secret): Promise<ImportRead> {
  let format: ImportFormat | null = null
  try {
    const { fileBytes: limit } = importLimits
    if (bytes.length > limit) throw new Refused('too-large', { limit })
    const entries = new Entries(hint)
    const contents = await contentsOf(bytes, hint.name)
    format = contents.format
    await contents.read(entries, key)
    return { ok: true, format, ...entries.done() }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, why: error.why, format, ...error.more }
    return { ok: false, why: 'broken', format }
  }
}
