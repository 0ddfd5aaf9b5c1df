import type { Entry, ZipFile } from 'yauzl'
import { importLimits, Refused } from './candidate.ts'

/** What password managers call the one file of their archives that has the secrets in it. */
const wanted = new Set(['export.data', 'data.json'])

/**
 * The bytes of the file with the secrets in an archive. Sizes are checked before anything is unpacked, and held to while it
 * is. Throws Refused.
 */
export async function fileInArchive(bytes: Uint8Array): Promise<Buffer> {
  const { fromBufferPromise } = await import('yauzl')
  try {
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    const archive = await fromBufferPromise(whole, { strictFileNames: true })
    return await unpacked(archive, await find(archive))
  } catch (error) {
    // Names that lead out of the archive, sizes that are lies, and whatever is damaged.
    throw error instanceof Refused ? error : new Refused('unsafe-archive')
  }
}

async function find(archive: ZipFile): Promise<Entry> {
  const { archiveEntries: limit } = importLimits
  if (archive.entryCount > limit) throw new Refused('too-many-entries', { limit })
  const found: Entry[] = []
  for await (const entry of archive.eachEntry()) if (wanted.has(entry.fileName)) found.push(entry)
  const [entry] = found
  if (entry === undefined) throw new Refused('unknown-format')
  // Programs would not agree on which of two is meant.
  if (found.length > 1) throw new Refused('unsafe-archive')
  return entry
}

async function unpacked(archive: ZipFile, entry: Entry): Promise<Buffer> {
  const { unpackedBytes: limit, unpackedRatio } = importLimits
  const { compressedSize, uncompressedSize } = entry
  if (entry.isEncrypted()) throw new Refused('unknown-protection')
  if (uncompressedSize > limit || uncompressedSize > compressedSize * unpackedRatio)
    throw new Refused('unpacks-too-large', { limit })
  const parts: Buffer[] = []
  for await (const part of await archive.openReadStreamPromise(entry)) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
