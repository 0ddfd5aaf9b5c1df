import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { realpathSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createToolPlaces } from '#main/adapters/node/tool-places'

let folder: string

beforeEach(async () => {
  folder = realpathSync(await mkdtemp(join(tmpdir(), 'keyrack-tools-')))
  await mkdir(join(folder, 'real', 'bin'), { recursive: true })
  await mkdir(join(folder, 'links'))
  await writeFile(join(folder, 'real', 'bin', 'node'), '')
  await symlink(join(folder, 'real', 'bin', 'node'), join(folder, 'links', 'node'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const folderOf = (...path: string[]) => createToolPlaces({ PATH: path.join(delimiter) }, 'linux').folderOf('node')

it('finds the folder a program is really in, the first of PATH', async () => {
  expect(await folderOf(join(folder, 'nowhere'), join(folder, 'links'))).toBe(join(folder, 'real', 'bin'))
  expect(await folderOf(join(folder, 'nowhere'))).toBeUndefined()
  expect(await createToolPlaces({}, 'linux').folderOf('node')).toBeUndefined()
})

it('looks in no folder that is relative to where it was started', async () => {
  expect(await folderOf('.', 'bin', '')).toBeUndefined()
})

it('looks for programs of Windows by their names there', async () => {
  await writeFile(join(folder, 'links', 'node.exe'), '')
  expect(await createToolPlaces({ Path: join(folder, 'links') }, 'win32').folderOf('node')).toBe(join(folder, 'links'))
})

it('knows the person’s home', () => {
  expect(createToolPlaces({}).home).toBe(homedir())
})
