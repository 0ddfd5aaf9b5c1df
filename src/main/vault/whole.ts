import { codeOf } from '../ports/file-errors.ts'
import type { FileSystem } from '../ports/file-system.ts'

const maxBytes = 4096

/**
 * Makes a small file of one word, or none: on a full disk it may be there without the whole word in it, and nobody shall wait
 * for somebody who never had it. Throws the file system's error; EEXIST when the file is somebody else's.
 */
export async function writeWhole(fs: FileSystem, path: string, word: string): Promise<void> {
  try {
    await fs.writeNew(path, Buffer.from(word))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') await removeTorn(fs, path, word)
    throw error
  }
}

async function removeTorn(fs: FileSystem, path: string, word: string): Promise<void> {
  try {
    const there = (await fs.read(path, maxBytes)).toString('utf8')
    if (word.startsWith(there)) await fs.remove(path)
  } catch {
    // It stays, and is taken for what somebody who died has left.
  }
}
