/**
 * Packs files into an archive of Electron's asar format, flat and without integrity blocks: a pickled header (two lengths
 * and a JSON index padded to four bytes) and then the files one after the other.
 * Format: https://github.com/electron/asar#format
 */
export function packAsar(files: ReadonlyMap<string, Buffer>): Buffer {
  let offset = 0
  const index: Record<string, { size: number; offset: string }> = {}
  for (const [name, content] of files) {
    index[name] = { size: content.length, offset: String(offset) }
    offset += content.length
  }
  const json = Buffer.from(JSON.stringify({ files: index }), 'utf8')
  const padded = Math.ceil(json.length / 4) * 4
  const head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(padded + 8, 4)
  head.writeUInt32LE(padded + 4, 8)
  head.writeUInt32LE(json.length, 12)
  json.copy(head, 16)
  return Buffer.concat([head, ...files.values()])
}

interface AsarEntry {
  readonly files?: Readonly<Record<string, AsarEntry>>
}

/** The paths of all files in an archive, with `/` between folders. */
export function listAsar(archive: Buffer): string[] {
  const length = archive.readUInt32LE(12)
  const index = JSON.parse(archive.toString('utf8', 16, 16 + length)) as AsarEntry
  return listEntry(index, '')
}

function listEntry(entry: AsarEntry, path: string): string[] {
  if (!entry.files) return [path]
  return Object.entries(entry.files).flatMap(([name, child]) =>
    listEntry(child, path === '' ? name : `${path}/${name}`),
  )
}
