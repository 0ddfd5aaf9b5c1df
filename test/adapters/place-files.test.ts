import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realpathSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFileSystem } from '#main/adapters/node/file-system'
import { createPlaceFiles } from '#main/adapters/node/place-files'

const files = createPlaceFiles(createFileSystem())
let folder: string
let path: string

beforeEach(async () => {
  folder = realpathSync(await mkdtemp(join(tmpdir(), 'keyrack-places-')))
  path = join(folder, '.npmrc')
  await writeFile(path, 'token=old\n')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const look = (one = path) => files.look(one, 1000)
const codeOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'none',
    (error: unknown) => (error as { code?: unknown }).code,
  )
const next = Buffer.from('token=new\n')

describe('a file of the person', () => {
  it('is replaced as a whole, with its mode, and leaves nothing beside it', async () => {
    await chmod(path, 0o640)
    expect(await files.replace(path, await look(), next)).toBe(true)
    expect(await readFile(path, 'utf8')).toBe('token=new\n')
    expect((await stat(path)).mode & 0o7777).toBe(0o640)
    expect(await readdir(folder)).toEqual(['.npmrc'])
  })

  it('is the one that a link leads to, and the link stays', async () => {
    await mkdir(join(folder, 'dotfiles'))
    const real = join(folder, 'dotfiles', 'npmrc')
    await writeFile(real, 'token=old\n')
    await rm(path)
    await symlink(join('dotfiles', 'npmrc'), path)
    const file = await look()
    expect(file.path).toBe(real)
    expect(await files.replace(path, file, next)).toBe(true)
    expect(await readlink(path)).toBe(join('dotfiles', 'npmrc'))
    expect(await readFile(real, 'utf8')).toBe('token=new\n')
  })

  it('is not touched once it has changed, has gone, or the link leads elsewhere', async () => {
    const file = await look()
    await writeFile(path, 'token=other\n')
    expect(await files.replace(path, file, next)).toBe(false)
    expect(await readFile(path, 'utf8')).toBe('token=other\n')
    const linked = join(folder, 'link')
    await symlink(path, linked)
    const before = await look(linked)
    await writeFile(join(folder, 'second'), 'token=other\n')
    await rm(linked)
    await symlink(join(folder, 'second'), linked)
    expect(await files.replace(linked, before, next)).toBe(false)
    expect(await readFile(path, 'utf8')).toBe('token=other\n')
    expect((await readdir(folder)).toSorted()).toEqual(['.npmrc', 'link', 'second'])
  })

  it('is refused where it has a second name, is too large, or is none', async () => {
    expect(await codeOf(files.look(path, 3))).toBe('EFBIG')
    expect(await codeOf(look(join(folder, 'none')))).toBe('ENOENT')
    await link(path, join(folder, 'second'))
    expect(await codeOf(look())).toBe('EMLINK')
    expect(await codeOf(look(folder))).not.toBe('none')
  })

  it('is not written by two at once, and what a dead process left is in nobody’s way', async () => {
    const file = await look()
    const aside = join(folder, '..npmrc.keyrack-new')
    await writeFile(aside, 'token=half')
    expect(await codeOf(files.replace(path, file, next))).toBe('EBUSY')
    expect(await readFile(path, 'utf8')).toBe('token=old\n')
    await utimes(aside, new Date(0), new Date(0))
    expect(await files.replace(path, file, next)).toBe(true)
    expect(await readdir(folder)).toEqual(['.npmrc'])
    await writeFile(aside, 'token=half')
    await look()
    expect(await readdir(folder)).toHaveLength(2)
    await utimes(aside, new Date(0), new Date(0))
    await look()
    expect(await readdir(folder)).toEqual(['.npmrc'])
  })
})

describe('whether git tracks a file', () => {
  const index = (version: number, name: string): Buffer => {
    const head = Buffer.alloc(12)
    head.write('DIRC')
    head.writeUInt32BE(version, 4)
    head.writeUInt32BE(1, 8)
    const entry = Buffer.alloc(62)
    entry.writeUInt16BE(name.length, 60)
    return Buffer.concat([head, entry, Buffer.from(`${name}\0\0\0`), Buffer.alloc(20)])
  }

  it('is told by its index', async () => {
    expect((await look()).tracked).toBe('no')
    await mkdir(join(folder, '.git'))
    expect((await look()).tracked).toBe('no')
    await writeFile(join(folder, '.git', 'index'), index(2, '.npmrc'))
    expect((await look()).tracked).toBe('yes')
    await writeFile(join(folder, '.git', 'index'), index(2, 'web/.npmrc'))
    expect((await look()).tracked).toBe('no')
    await writeFile(join(folder, '.git', 'index'), index(4, '.npmrc'))
    expect((await look()).tracked).toBe('maybe')
  })

  it('is told in a folder of a working tree elsewhere, too', async () => {
    const git = join(folder, 'elsewhere')
    await mkdir(git)
    await writeFile(join(git, 'index'), index(3, 'web/.npmrc'))
    await writeFile(join(folder, '.git'), `gitdir: ${git}\n`)
    await mkdir(join(folder, 'web'))
    await writeFile(join(folder, 'web', '.npmrc'), 'x')
    expect((await look(join(folder, 'web', '.npmrc'))).tracked).toBe('yes')
    expect((await look()).tracked).toBe('no')
  })
})
