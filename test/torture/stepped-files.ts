import * as nodeFiles from 'node:fs/promises'
import type { NodeFiles } from '#main/adapters/node/file-system'

/** Stands around every single call to the real disk. */
export type Around = <T>(call: string, path: string, action: () => Promise<T>) => Promise<T>

/**
 * Node's file calls, each handed to `around` first: the smallest things that a process does to the disk. A file is
 * written in three calls, so that a process can die in the middle of it.
 */
export function steppedFiles(around: Around): NodeFiles {
  const open: NodeFiles['open'] = async (path, flags, mode) => {
    const name = String(path)
    const handle = await around('open', name, () => nodeFiles.open(path, flags, mode))
    const writeFile: typeof handle.writeFile = async (data) => {
      const bytes = data as Uint8Array
      const cuts = [0, bytes.length >> 2, bytes.length >> 1, bytes.length]
      for (const [index, from] of cuts.slice(0, -1).entries()) {
        await around('write', name, () => handle.write(bytes, from, cuts[index + 1]! - from))
      }
    }
    const sync: typeof handle.sync = () => around('sync', name, () => handle.sync())
    const stepped = new Proxy(handle, {
      get(target, key) {
        if (key === 'writeFile') return writeFile
        if (key === 'sync') return sync
        const value: unknown = Reflect.get(target, key, target)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
    return stepped
  }
  return {
    open,
    mkdir: ((path, options) =>
      around('mkdir', String(path), () => nodeFiles.mkdir(path, options))) as typeof nodeFiles.mkdir,
    readdir: ((path: string) => around('readdir', path, () => nodeFiles.readdir(path))) as typeof nodeFiles.readdir,
    chmod: (path, mode) => around('chmod', String(path), () => nodeFiles.chmod(path, mode)),
    stat: ((path: string) => around('stat', path, () => nodeFiles.stat(path))) as typeof nodeFiles.stat,
    link: (from, to) => around('link', String(to), () => nodeFiles.link(from, to)),
    rename: (from, to) => around('rename', String(to), () => nodeFiles.rename(from, to)),
    unlink: (path) => around('unlink', String(path), () => nodeFiles.unlink(path)),
  }
}
