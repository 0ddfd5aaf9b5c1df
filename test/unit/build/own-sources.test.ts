import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { executableIn } from '#build/electron/dist-folder'
import { installedElectron, overriddenElectron } from '#build/electron/own-sources'
import { temporaryFolder } from './temporary-folder.ts'

/** An unpacked Electron as far as it is looked at. */
function unpack(folder: string, version: string): string {
  const path = join(folder, executableIn(process.platform))
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, '')
  writeFileSync(join(folder, 'version'), `v${version}\n`)
  return path
}

/** The npm package of Electron, of some version. */
function electronPackage(version: string): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version }))
  return folder
}

describe('the Electron of ELECTRON_OVERRIDE_DIST_PATH', () => {
  it('is looked into for its path and version', () => {
    const folder = temporaryFolder()
    const path = unpack(folder, '45.4.1')
    expect(overriddenElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder })).toEqual({
      path,
      folder,
      version: '45.4.1',
      kind: 'override',
    })
  })

  it.each([{}, { ELECTRON_OVERRIDE_DIST_PATH: '' }])('is not there when the variable is not set: %o', (env) => {
    expect(overriddenElectron(env)).toBeUndefined()
  })

  it('is an error in one sentence when the folder holds no Electron, and not silently passed over', () => {
    const empty = temporaryFolder()
    expect(() => overriddenElectron({ ELECTRON_OVERRIDE_DIST_PATH: empty })).toThrow(
      /^ELECTRON_OVERRIDE_DIST_PATH is set to/,
    )
  })
})

describe('the installed Electron', () => {
  it('is found in the dist folder of its package', () => {
    const folder = electronPackage('45.4.1')
    const path = unpack(join(folder, 'dist'), '45.4.1')
    expect(installedElectron(folder)).toMatchObject({ path, kind: 'installed' })
  })

  it('is not taken when it is left over from another version', () => {
    const folder = electronPackage('45.4.1')
    unpack(join(folder, 'dist'), '44.0.0')
    expect(installedElectron(folder)).toBeUndefined()
  })

  it('is not taken when it was unpacked halfway', () => {
    const folder = electronPackage('45.4.1')
    mkdirSync(join(folder, 'dist'))
    writeFileSync(join(folder, 'dist', 'version'), '45.4.1')
    expect(installedElectron(folder)).toBeUndefined()
  })
})
