import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { Ended, exits } from './exit.ts'

/** Longer than any passphrase or recovery code. */
const mostBytes = 4096

/**
 * Reads a file that holds a key: a regular file of one's own that nobody else may read. Throws Ended with exit code 4 and the
 * reason. A line break at its end is none of the key.
 * @param what names the file in the sentence, such as the variable that gave its path.
 */
export function readOwnFile(path: string, what: string): Buffer {
  const refuse = (why: string): Ended => new Ended(exits.vault, `The file that ${what} names ${why}`)
  let descriptor: number
  try {
    // A pipe would otherwise be waited for, and a link could lead to somebody else's file. Windows has neither flag.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ELOOP') throw refuse('is a link; name the file itself.')
    throw refuse(code === 'ENOENT' ? 'is not there.' : `cannot be read${code === '' ? '' : ` (${code})`}.`)
  }
  try {
    const { mode, uid, size } = fstatSync(descriptor)
    if ((mode & constants.S_IFMT) !== constants.S_IFREG) throw refuse('is no regular file.')
    if (process.getuid !== undefined) {
      if (uid !== process.getuid()) throw refuse('belongs to somebody else.')
      if ((mode & 0o077) !== 0) throw refuse('can be read by others. Run `chmod 600` on it first.')
    }
    if (size > mostBytes) throw refuse('is too large to be a key.')
    const bytes = Buffer.alloc(mostBytes)
    const length = readSync(descriptor, bytes, 0, mostBytes, 0)
    return withoutLineEnd(bytes.subarray(0, length))
  } finally {
    closeSync(descriptor)
  }
}

/** Without one line break at the end, as editors and `echo` put there. */
export function withoutLineEnd(bytes: Buffer): Buffer {
  let end = bytes.length
  if (bytes[end - 1] === 0x0a) end -= 1
  if (bytes[end - 1] === 0x0d && end < bytes.length) end -= 1
  return bytes.subarray(0, end)
}
