import * as nodeFiles from 'node:fs/promises'
import { constants, type Stats } from 'node:fs'
import { codeOf } from '../../ports/file-errors.ts'
import type { FileSystem } from '../../ports/file-system.ts'

/** A file that was opened: what is used of Node's `FileHandle`. */
interface OpenFile {
  stat(): Promise<Pick<Stats, 'isDirectory' | 'isFile' | 'size'>>
  read(bytes: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>
  writeFile(bytes: Uint8Array): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

/** The calls of `node:fs/promises` that are used; a test hands in its own to see the order of the flushes. */
export interface NodeFiles {
  chmod(path: string, mode: number): Promise<void>
  link(from: string, to: string): Promise<void>
  mkdir(path: string, options: { readonly recursive: true; readonly mode: number }): Promise<unknown>
  open(path: string, flags: string | number, mode?: number): Promise<OpenFile>
  readdir(path: string): Promise<string[]>
  rename(from: string, to: string): Promise<void>
  stat(path: string): Promise<Pick<Stats, 'mode' | 'mtimeMs' | 'size'>>
  unlink(path: string): Promise<void>
}

const folderMode = 0o700
const fileMode = 0o600
/** Opening a named pipe must not wait for its other end. Windows has no such flag. */
const readFlags = constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0)
/** What flushing a folder says on file systems that have no such thing; Windows does not even open one. */
const noFolderSync: readonly string[] = ['EINVAL', 'ENOTSUP', 'EISDIR']
const noModes: readonly string[] = ['EPERM', 'EACCES', 'ENOTSUP', 'ENOSYS', 'EROFS']

/** The computer's files, over Node's own calls. */
export function createFileSystem(files: NodeFiles = nodeFiles, platform: string = process.platform): FileSystem {
  return {
    async makeFolder(path) {
      await files.mkdir(path, { recursive: true, mode: folderMode })
      if (platform !== 'win32') await closeToOthers(files, path)
    },

    list: (path) => files.readdir(path),

    read: (path, maxBytes) =>
      reading(files, path, (size) => {
        if (size > maxBytes) throw fileError('EFBIG', path)
        return size
      }),

    readStart: (path, bytes) => reading(files, path, (size) => Math.min(size, bytes)),

    async stat(path) {
      const { size, mode, mtimeMs } = await files.stat(path)
      return { size, mode: mode & 0o777, modified: Math.floor(mtimeMs) }
    },

    async writeNew(path, bytes) {
      const handle = await files.open(path, 'wx', fileMode)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
    },

    link: (from, to) => files.link(from, to),
    rename: (from, to) => files.rename(from, to),
    remove: (path) => files.unlink(path),

    async syncFolder(path) {
      if (platform === 'win32') return
      const handle = await files.open(path, 'r')
      try {
        await handle.sync()
      } catch (error) {
        if (!noFolderSync.includes(codeOf(error))) throw error
      } finally {
        await handle.close()
      }
    },
  }
}

/** A folder that was there already, unpacked or brought by a sync tool, may be open to others. */
async function closeToOthers(files: NodeFiles, path: string): Promise<void> {
  const { mode } = await files.stat(path)
  if ((mode & 0o077) === 0) return
  try {
    await files.chmod(path, folderMode)
  } catch (error) {
    // Not our folder, or a file system without modes: what is in it is sealed all the same.
    if (!noModes.includes(codeOf(error))) throw error
  }
}

/** As many bytes of a file as `wanted` makes of its size: what somebody adds meanwhile is not read, and cannot pass a limit. */
async function reading(files: NodeFiles, path: string, wanted: (size: number) => number): Promise<Buffer> {
  const handle = await files.open(path, readFlags)
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw fileError(stat.isDirectory() ? 'EISDIR' : 'EINVAL', path)
    return await readFrom(handle, wanted(stat.size))
  } finally {
    await handle.close()
  }
}

async function readFrom(handle: OpenFile, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size)
  let at = 0
  while (at < size) {
    const { bytesRead } = await handle.read(bytes, at, size - at, at)
    if (bytesRead === 0) break
    at += bytesRead
  }
  return bytes.subarray(0, at)
}

function fileError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code })
}
