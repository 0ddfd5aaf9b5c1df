import * as nodeFiles from 'node:fs'
import type { NodeFiles } from './file-system.ts'

/** The calls of `node:fs` that are used; a test hands in its own to see their order. */
export type WaitingCalls = Pick<
  typeof nodeFiles,
  | 'chmodSync'
  | 'closeSync'
  | 'fstatSync'
  | 'fsyncSync'
  | 'linkSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readdirSync'
  | 'readSync'
  | 'renameSync'
  | 'statSync'
  | 'unlinkSync'
  | 'writeFileSync'
>

/**
 * Node's calls for files, each made at once and waited for on this thread: a fifth of the time where files are small and
 * nobody waits for the thread, which is so for a command that ends when its work is done. Not for a process with a window.
 */
export function waitingFiles(files: WaitingCalls = nodeFiles): NodeFiles {
  return {
    chmod: async (path, mode) => files.chmodSync(path, mode),
    link: async (from, to) => files.linkSync(from, to),
    mkdir: async (path, options) => files.mkdirSync(path, options),
    open: async (path, flags, mode) => {
      const file = files.openSync(path, flags, mode)
      return {
        stat: async () => files.fstatSync(file),
        read: async (bytes, offset, length, position) => ({
          bytesRead: files.readSync(file, bytes, offset, length, position),
        }),
        writeFile: async (bytes) => files.writeFileSync(file, bytes),
        sync: async () => files.fsyncSync(file),
        close: async () => files.closeSync(file),
      }
    },
    readdir: async (path) => files.readdirSync(path),
    rename: async (from, to) => files.renameSync(from, to),
    stat: async (path) => files.statSync(path),
    unlink: async (path) => files.unlinkSync(path),
  }
}
