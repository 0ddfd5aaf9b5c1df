import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  autostartFolder,
  autostartId,
  createAutostart,
  installedProgram,
  isSandboxed,
} from '#main/adapters/node/autostart'

let root: string
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'keyrack-autostart-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

const command = ['/opt/keyrack']
const make = () =>
  createAutostart({ folder: join(root, 'config', 'autostart'), id: 'keyrack', name: 'Keyrack', command })
const file = () => join(root, 'config', 'autostart', 'keyrack.desktop')

describe('starting at sign-in on Linux', () => {
  it('is a file that is there when it is on, and not when it is off', async () => {
    const start = make()
    expect(await start.state()).toBe('off')
    await start.set(true)
    expect(await start.state()).toBe('on')
    expect(readFileSync(file(), 'utf8')).toContain('Exec="/opt/keyrack" "--hidden"')
    await start.set(true)
    await start.set(false)
    expect(await start.state()).toBe('off')
    expect(() => readFileSync(file())).toThrow()
    await start.set(false)
  })

  it('replaces a link, and leaves what that leads to as it is', async () => {
    mkdirSync(join(root, 'config', 'autostart'), { recursive: true })
    writeFileSync(join(root, 'mine'), 'mine')
    symlinkSync(join(root, 'mine'), file())
    await make().set(true)
    expect(readFileSync(join(root, 'mine'), 'utf8')).toBe('mine')
    expect(await make().state()).toBe('on')
  })

  it('says that the disk did not take it', async () => {
    writeFileSync(join(root, 'config'), 'no folder')
    await expect(make().set(true)).rejects.toMatchObject({ error: { kind: 'disk-refused' } })
    expect(await make().state()).toBe('not-here')
  })

  it('has a file for each vault', () => {
    const names = ['my work', 'my-work', 'my_work', 'mywork']
    expect(new Set(names.map((name) => autostartId('keyrack', name))).size).toBe(names.length)
    expect(autostartId('keyrack', 'my work')).not.toMatch(/\s/)
  })

  it('looks where the desktop looks', () => {
    expect(autostartFolder('/home/ada', {})).toBe('/home/ada/.config/autostart')
    expect(autostartFolder('/home/ada', { XDG_CONFIG_HOME: '/home/ada/etc' })).toBe('/home/ada/etc/autostart')
    expect(autostartFolder('/home/ada', { XDG_CONFIG_HOME: 'etc' })).toBe('/home/ada/.config/autostart')
  })

  it('starts an AppImage by its own file, and is not for a sandbox', () => {
    expect(installedProgram('/tmp/.mount_x/keyrack', { APPIMAGE: '/home/ada/Keyrack.AppImage' })).toBe(
      '/home/ada/Keyrack.AppImage',
    )
    expect(installedProgram('/opt/keyrack', {})).toBe('/opt/keyrack')
    expect(isSandboxed({ SNAP: '/snap/keyrack/1' })).toBe(true)
    expect(isSandboxed({})).toBe(false)
  })
})
