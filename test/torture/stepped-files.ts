import * as nodeFiles from 'node:fs/promises'
import type { NodeFiles } from '#main/adapters/node/file-system'

/** Stands around every single call to the real disk. */
export type Around = <T>(call: string, path: string, action: () => Promise<T>) => Promise<T>

/**
 * Node's file calls, each handed to `around` first: the smallest things that a process does to the disk. A file is
 * written in three calls, so that a process can die in the middle of it.
 */
export function steppedFiles(around: Around): NodeFiles {
  const open: NodeFiles['open'] = async (name, flags, mode) => {
    const handle = await around('open', name, () => nodeFiles.open(name, flags, mode))
    const writeFile = async (bytes: Uint8Array) => {
      const cuts = [0, bytes.length >> 2, bytes.length >> 1, bytes.length]
      for (const [index, from] of cuts.slice(0, -1).entries()) {
        await around('write', name, () => handle.write(bytes, from, cuts[index + 1]! - from))
      }
    }
    const sync = () => around('sync', name, () => handle.sync())
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
    mkdir: (path, options) => around('mkdir', path, () => nodeFiles.mkdir(path, options)),
    readdir: (path) => around('readdir', path, () => nodeFiles.readdir(path)),
    chmod: (path, mode) => around('chmod', path, () => nodeFiles.chmod(path, mode)),
    stat: (path) => around('stat', path, () => nodeFiles.stat(path)),
    link: (from, to) => around('link', to, () => nodeFiles.link(from, to)),
    rename: (from, to) => around('rename', to, () => nodeFiles.rename(from, to)),
    unlink: (path) => around('unlink', path, () => nodeFiles.unlink(path)),
  }
}
