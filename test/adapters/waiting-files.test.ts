import * as waitedFiles from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createFileSystem } from '#main/adapters/node/file-system'
import { waitingFiles, type WaitingCalls } from '#main/adapters/node/waiting-files'

// What both kinds of calls do alike is in file-system.test.ts.

const made: string[] = []

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-waiting-'))
  made.push(folder)
  return folder
}

afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true })
})

const code = (name: string): unknown => expect.objectContaining({ code: name })
const text = (value: string): Buffer => Buffer.from(value)

describe('files that are waited for, call by call', () => {
  /** Node's own calls, with a note of each that matters for durability. */
  function watched(notes: string[]): WaitingCalls {
    const names = new Map<number, string>()
    const noted =
      <T>(what: string, call: (file: number) => T) =>
      (file: number): T => {
        notes.push(`${what} ${names.get(file) ?? ''}`)
        return call(file)
      }
    return {
      ...waitedFiles,
      openSync: (path, flags, mode) => {
        const file = waitedFiles.openSync(path, flags, mode)
        names.set(file, (path as string).split('/').at(-1) ?? '')
        notes.push(`open ${names.get(file) ?? ''} ${flags}`)
        return file
      },
      writeFileSync: (file, bytes) =>
        noted('write', () => waitedFiles.writeFileSync(file, bytes as Uint8Array))(file as number),
      fsyncSync: noted('sync', waitedFiles.fsyncSync),
      closeSync: noted('close', waitedFiles.closeSync),
    }
  }

  it('flushes a new file after all bytes are written and before it is closed, and a folder by a handle of its own', async () => {
    const folder = await temporaryFolder()
    const name = folder.split('/').at(-1) ?? ''
    const notes: string[] = []
    const fs = createFileSystem(waitingFiles(watched(notes)), 'linux')
    await fs.writeNew(`${folder}/a`, text('x'))
    await fs.syncFolder(folder)
    expect(notes).toEqual([
      'open a wx',
      'write a',
      'sync a',
      'close a',
      `open ${name} r`,
      `sync ${name}`,
      `close ${name}`,
    ])
  })

  it('closes what it has opened, also where it is refused', async () => {
    const folder = await temporaryFolder()
    const notes: string[] = []
    const calls = watched(notes)
    const refusing = () => {
      throw Object.assign(new Error('no'), { code: 'EIO' })
    }
    const fs = createFileSystem(waitingFiles({ ...calls, fsyncSync: refusing }))
    await expect(fs.writeNew(`${folder}/a`, text('x'))).rejects.toEqual(code('EIO'))
    await fs.read(`${folder}/a`, 1)
    await expect(fs.read(`${folder}/a`, 0)).rejects.toEqual(code('EFBIG'))
    await expect(fs.read(folder, 0)).rejects.toEqual(code('EISDIR'))
    const count = (what: string) => notes.filter((note) => note.startsWith(what)).length
    expect(count('open')).toBe(4)
    expect(count('close')).toBe(4)
  })
})
