import {
  closeSync,
  constants,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
  type Dirent,
  type Stats,
} from 'node:fs'
import { sep } from 'node:path'
import type { ScanDisk, ScanEntry } from '../../ports/scan-disk.ts'

const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants as Partial<typeof constants>
/** A pipe must not be waited for, and what became a link meanwhile is not followed. Windows has neither flag. */
const readFlags = (O_RDONLY ?? 0) | (O_NONBLOCK ?? 0) | (O_NOFOLLOW ?? 0)

/** So much of a file tells whether the rest is worth reading; most files have less. */
const firstBytes = 65_536

/** The computer's own files. Every call blocks: it is for a thread of its own. */
export const scanDisk: ScanDisk = {
  separator: sep,

  list: (folder) =>
    readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) })),

  read(path, buffer, goesOn) {
    const file = openSync(path, readFlags)
    try {
      let length = 0
      for (;;) {
        const end = length < firstBytes ? Math.min(firstBytes, buffer.length) : buffer.length
        const read = readSync(file, buffer, length, end - length, null)
        length += read
        if (read === 0 || length === buffer.length) return length
        if (length === firstBytes && !goesOn(length)) return length
      }
    } finally {
      closeSync(file)
    }
  },

  real(path) {
    const real = realpathSync.native(path)
    return { path: real, kind: kindOf(statSync(real)) }
  },
}

function kindOf(entry: Dirent | Stats): ScanEntry['kind'] {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  return entry.isSymbolicLink() ? 'link' : 'other'
}
