import { constants, type Stats } from 'node:fs'
import { open, realpath, rename, stat, unlink, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { codeOf } from '../../ports/file-errors.ts'
import type { PlaceFiles } from '../../ports/place-files.ts'
import type { FileSystem } from '../../ports/file-system.ts'
import { isTracked } from './git-index.ts'

const readFlags = constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0)
/** What was left by a process that died is in nobody's way for longer. */
const abandonedMs = 60_000

/** The computer's own files. */
export function createPlaceFiles(fs: Pick<FileSystem, 'syncFolder'>, platform: string = process.platform): PlaceFiles {
  return {
    async look(path, maxBytes) {
      const real = await realpath(path)
      const { bytes } = await read(real, maxBytes)
      await removeAbandoned(besides(real))
      return { path: real, bytes, tracked: await isTracked(real) }
    },

    async replace(path, file, next) {
      const aside = besides(file.path)
      const handle = await openNew(aside)
      try {
        try {
          // Before anything is written: what is in there is for whoever may read the file, and nobody else.
          const { stats } = await read(file.path, Number.POSITIVE_INFINITY)
          await handle.writeFile(next)
          if (platform !== 'win32') await dressAs(handle, stats)
          await handle.sync()
        } finally {
          await handle.close()
        }
        if (!(await isSame(path, file))) {
          await unlink(aside)
          return false
        }
        await rename(aside, file.path)
      } catch (error) {
        await unlink(aside).catch(() => undefined)
        throw error
      }
      await fs.syncFolder(dirname(file.path))
      return true
    },
  }
}

async function read(path: string, maxBytes: number): Promise<{ bytes: Buffer; stats: Stats }> {
  const handle = await open(path, readFlags)
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) throw fileError('EINVAL')
    if (stats.nlink > 1) throw fileError('EMLINK')
    if (stats.size > maxBytes) throw fileError('EFBIG')
    return { bytes: await handle.readFile(), stats }
  } finally {
    await handle.close()
  }
}

async function isSame(path: string, file: { readonly path: string; readonly bytes: Buffer }): Promise<boolean> {
  try {
    if ((await realpath(path)) !== file.path) return false
    const { bytes } = await read(file.path, Number.POSITIVE_INFINITY)
    return bytes.equals(file.bytes)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

/** Mode and owner of the file that it takes the place of. One that is another's cannot be given to him by all. */
async function dressAs(handle: FileHandle, { mode, uid, gid }: Stats): Promise<void> {
  const own = await handle.stat()
  if (own.uid !== uid || own.gid !== gid) await handle.chown(uid, gid)
  await handle.chmod(mode & 0o7777)
}

/** Where a file is written before it takes the place of the other one. */
function besides(path: string): string {
  return join(dirname(path), `.${basename(path)}.keyrack-new`)
}

async function openNew(path: string): Promise<FileHandle> {
  await removeAbandoned(path)
  try {
    return await open(path, 'wx', 0o600)
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? fileError('EBUSY') : error
  }
}

/** What a process that died has left: a secret may be in there. */
async function removeAbandoned(path: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs >= abandonedMs) await unlink(path)
  } catch {
    // None is there, or it is not ours to remove.
  }
}

function fileError(code: string): Error {
  return Object.assign(new Error(code), { code })
}
