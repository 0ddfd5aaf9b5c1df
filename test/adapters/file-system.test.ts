import { execFileSync } from 'node:child_process'
import * as nodeFiles from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { FileSystem } from '#main/ports/file-system'
import { createFileSystem, type NodeFiles } from '#main/adapters/node/file-system'
import { waitingFiles } from '#main/adapters/node/waiting-files'
import { FakeFileSystem } from '#test/support/fake-file-system'

interface Place {
  readonly fs: FileSystem
  /** A folder that is there and empty. */
  readonly folder: string
  modeOf(path: string): Promise<number>
}

const made: string[] = []

async function realPlace(files?: NodeFiles): Promise<Place> {
  const folder = await nodeFiles.mkdtemp(join(tmpdir(), 'keyrack-files-'))
  made.push(folder)
  return {
    fs: createFileSystem(files),
    folder,
    modeOf: async (path) => (await nodeFiles.stat(path)).mode & 0o777,
  }
}

async function fakePlace(): Promise<Place> {
  const fs = new FakeFileSystem()
  return { fs, folder: '/profile', modeOf: async (path) => fs.disk.mode(path) }
}

afterEach(async () => {
  for (const folder of made.splice(0)) await nodeFiles.rm(folder, { recursive: true, force: true })
})

const code = (name: string): unknown => expect.objectContaining({ code: name })
const text = (value: string): Buffer => Buffer.from(value)

describe.each([
  ['the real file system', () => realPlace()],
  ['the real file system, waited for', () => realPlace(waitingFiles())],
  ['the fake file system', fakePlace],
])('%s', (_name, place) => {
  it('gives back what was written', async () => {
    const { fs, folder } = await place()
    await fs.writeNew(`${folder}/a`, text('hello'))
    expect(await fs.read(`${folder}/a`, 5)).toEqual(text('hello'))
    expect((await fs.stat(`${folder}/a`)).size).toBe(5)
  })

  it('writes and reads an empty file', async () => {
    const { fs, folder } = await place()
    await fs.writeNew(`${folder}/a`, new Uint8Array())
    expect(await fs.read(`${folder}/a`, 0)).toHaveLength(0)
  })

  it('reads the first bytes alone, and a shorter file whole', async () => {
    const { fs, folder } = await place()
    await fs.writeNew(`${folder}/a`, text('hello'))
    expect(await fs.readStart(`${folder}/a`, 2)).toEqual(text('he'))
    expect(await fs.readStart(`${folder}/a`, 50)).toEqual(text('hello'))
    await expect(fs.readStart(`${folder}/b`, 2)).rejects.toEqual(code('ENOENT'))
  })

  it('writes and reads a big file whole', async () => {
    const { fs, folder } = await place()
    const bytes = Buffer.alloc(12 * 1024 * 1024 + 7)
    for (let at = 0; at < bytes.length - 4; at += 4093) bytes.writeUInt32BE(at, at)
    await fs.writeNew(`${folder}/big`, bytes)
    expect((await fs.read(`${folder}/big`, bytes.length)).equals(bytes)).toBe(true)
  })

  it('keeps what it was given, whatever happens to the buffer afterwards', async () => {
    const { fs, folder } = await place()
    const bytes = text('hello')
    await fs.writeNew(`${folder}/a`, bytes)
    bytes.fill(0)
    expect(await fs.read(`${folder}/a`, 5)).toEqual(text('hello'))
  })

  it('refuses to read more than asked for', async () => {
    const { fs, folder } = await place()
    await fs.writeNew(`${folder}/a`, text('hello'))
    await expect(fs.read(`${folder}/a`, 4)).rejects.toEqual(code('EFBIG'))
  })

  it('creates a file only where there is none, and leaves the one that is there alone', async () => {
    const { fs, folder } = await place()
    await fs.writeNew(`${folder}/a`, text('first'))
    await expect(fs.writeNew(`${folder}/a`, text('second'))).rejects.toEqual(code('EEXIST'))
    expect(await fs.read(`${folder}/a`, 100)).toEqual(text('first'))
  })

  it('lets only the owner see files and folders', async () => {
    const { fs, folder, modeOf } = await place()
    await fs.makeFolder(`${folder}/deep/er`)
    await fs.writeNew(`${folder}/deep/er/a`, text('x'))
    expect((await modeOf(`${folder}/deep`)).toString(8)).toBe('700')
    expect((await modeOf(`${folder}/deep/er`)).toString(8)).toBe('700')
    expect((await modeOf(`${folder}/deep/er/a`)).toString(8)).toBe('600')
    expect((await fs.stat(`${folder}/deep/er/a`)).mode.toString(8)).toBe('600')
  })

  it('makes a folder that is there already without complaint, and refuses where a file is', async () => {
    const { fs, folder } = await place()
    await fs.makeFolder(`${folder}/sub`)
    await fs.makeFolder(`${folder}/sub`)
    await fs.writeNew(`${folder}/file`, text('x'))
    await expect(fs.makeFolder(`${folder}/file`)).rejects.toEqual(code('EEXIST'))
  })

  it('lists names, those of folders too, and nothing of folders below', async () => {
    const { fs, folder } = await place()
    await fs.makeFolder(`${folder}/sub`)
    await fs.writeNew(`${folder}/sub/inner`, text('x'))
    await fs.writeNew(`${folder}/a`, text('x'))
    expect((await fs.list(folder)).sort()).toEqual(['a', 'sub'])
  })

  it('says ENOENT for what is not there', async () => {
    const { fs, folder } = await place()
    await expect(fs.list(`${folder}/none`)).rejects.toEqual(code('ENOENT'))
    await expect(fs.read(`${folder}/none`, 10)).rejects.toEqual(code('ENOENT'))
    await expect(fs.stat(`${folder}/none`)).rejects.toEqual(code('ENOENT'))
    await expect(fs.remove(`${folder}/none`)).rejects.toEqual(code('ENOENT'))
    await expect(fs.rename(`${folder}/none`, `${folder}/a`)).rejects.toEqual(code('ENOENT'))
    await expect(fs.link(`${folder}/none`, `${folder}/a`)).rejects.toEqual(code('ENOENT'))
    await expect(fs.writeNew(`${folder}/none/a`, text('x'))).rejects.toEqual(code('ENOENT'))
    await expect(fs.syncFolder(`${folder}/none`)).rejects.toEqual(code('ENOENT'))
  })

  it('does not read a folder as a file', async () => {
    const { fs, folder } = await place()
    await fs.makeFolder(`${folder}/sub`)
    await expect(fs.read(`${folder}/sub`, 10)).rejects.toEqual(code('EISDIR'))
  })

  it('gives a file a second name, which stays when the first goes', async () => {
    const { fs, folder } = await place()
    await fs.writeNew(`${folder}/a`, text('x'))
    await fs.link(`${folder}/a`, `${folder}/b`)
    await fs.remove(`${folder}/a`)
    expect(await fs.read(`${folder}/b`, 10)).toEqual(text('x'))
    expect(await fs.list(folder)).toEqual(['b'])
  })

  it('never gives a name that is taken: EEXIST, and what is there stays', async () => {
    const { fs, folder } = await place()
    await fs.writeNew(`${folder}/a`, text('mine'))
    await fs.writeNew(`${folder}/b`, text('theirs'))
    await expect(fs.link(`${folder}/a`, `${folder}/b`)).rejects.toEqual(code('EEXIST'))
    expect(await fs.read(`${folder}/b`, 10)).toEqual(text('theirs'))
  })

  it('gives a name to exactly one of many that want it', async () => {
    const { fs, folder } = await place()
    const racers = Array.from({ length: 12 }, (_, index) => `${folder}/racer-${index}`)
    for (const racer of racers) await fs.writeNew(racer, text(racer))
    const results = await Promise.allSettled(racers.map((racer) => fs.link(racer, `${folder}/won`)))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  })

  it('renames over what is there', async () => {
    const { fs, folder } = await place()
    await fs.writeNew(`${folder}/a`, text('new'))
    await fs.writeNew(`${folder}/b`, text('old'))
    await fs.rename(`${folder}/a`, `${folder}/b`)
    expect(await fs.read(`${folder}/b`, 10)).toEqual(text('new'))
    expect(await fs.list(folder)).toEqual(['b'])
  })

  it('flushes a folder', async () => {
    const { fs, folder } = await place()
    await expect(fs.syncFolder(folder)).resolves.toBeUndefined()
  })
})

describe('the real file system, call by call', () => {
  /** Node's own calls, with a note of each that matters for durability. */
  function watched(notes: string[]): NodeFiles {
    const open: NodeFiles['open'] = async (path, flags, mode) => {
      const handle = await nodeFiles.open(path, flags, mode)
      const name = path.split('/').at(-1) ?? ''
      notes.push(`open ${name} ${String(flags)} ${mode === undefined ? '' : mode.toString(8)}`.trim())
      const writeFile = handle.writeFile.bind(handle)
      const sync = handle.sync.bind(handle)
      const close = handle.close.bind(handle)
      handle.writeFile = async (...args) => {
        notes.push(`write ${name}`)
        return writeFile(...args)
      }
      handle.sync = async () => {
        notes.push(`sync ${name}`)
        return sync()
      }
      handle.close = async () => {
        notes.push(`close ${name}`)
        return close()
      }
      return handle
    }
    return { ...nodeFiles, open }
  }

  it('takes a folder that others may look into for the owner alone', async () => {
    const { fs, folder, modeOf } = await realPlace()
    await nodeFiles.mkdir(`${folder}/open`)
    await nodeFiles.chmod(`${folder}/open`, 0o775)
    await fs.makeFolder(`${folder}/open`)
    expect((await modeOf(`${folder}/open`)).toString(8)).toBe('700')
  })

  it('uses a folder whose mode the system does not change, and passes other failures on', async () => {
    const { folder } = await realPlace()
    await nodeFiles.chmod(folder, 0o755)
    const refusing = (why: string): NodeFiles => ({
      ...nodeFiles,
      chmod: () => Promise.reject(Object.assign(new Error(why), { code: why })),
    })
    await createFileSystem(refusing('EPERM')).makeFolder(folder)
    await expect(createFileSystem(refusing('EIO')).makeFolder(folder)).rejects.toEqual(code('EIO'))
  })

  it('flushes a new file after all bytes are written and before it is closed', async () => {
    const { folder } = await realPlace()
    const notes: string[] = []
    await createFileSystem(watched(notes)).writeNew(`${folder}/a`, text('x'))
    expect(notes).toEqual(['open a wx 600', 'write a', 'sync a', 'close a'])
  })

  it('closes a file whose flush failed, and passes the failure on', async () => {
    const { folder } = await realPlace()
    const notes: string[] = []
    const calls = watched(notes)
    const failing: NodeFiles['open'] = async (...args) => {
      const handle = await calls.open(...args)
      handle.sync = async () => {
        throw Object.assign(new Error('no'), { code: 'EIO' })
      }
      return handle
    }
    const fs = createFileSystem({ ...calls, open: failing })
    await expect(fs.writeNew(`${folder}/a`, text('x'))).rejects.toEqual(code('EIO'))
    await expect(fs.syncFolder(folder)).rejects.toEqual(code('EIO'))
    expect(notes.filter((note) => note.startsWith('close'))).toHaveLength(2)
  })

  it('flushes a folder through a handle of its own, and not at all on Windows', async () => {
    const { folder } = await realPlace()
    const name = folder.split('/').at(-1) ?? ''
    const notes: string[] = []
    await createFileSystem(watched(notes), 'linux').syncFolder(folder)
    expect(notes).toEqual([`open ${name} r`, `sync ${name}`, `close ${name}`])
    notes.length = 0
    await createFileSystem(watched(notes), 'win32').syncFolder(folder)
    expect(notes).toEqual([])
  })

  it('takes it for done where a file system cannot flush folders', async () => {
    const { folder } = await realPlace()
    const calls = watched([])
    const without: NodeFiles['open'] = async (...args) => {
      const handle = await calls.open(...args)
      handle.sync = async () => {
        throw Object.assign(new Error('no'), { code: 'EINVAL' })
      }
      return handle
    }
    await expect(createFileSystem({ ...calls, open: without }).syncFolder(folder)).resolves.toBeUndefined()
  })

  it('does not wait for the other end of a pipe that somebody put there', async () => {
    const { folder } = await realPlace()
    execFileSync('mkfifo', [`${folder}/pipe`])
    await expect(createFileSystem().read(`${folder}/pipe`, 10)).rejects.toEqual(code('EINVAL'))
  })
})
