import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openProfile, writeProblem } from '#main/adapters/node/profile-folder'

let root: string
let base: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keyrack-profiles-'))
  base = join(root, 'Keyrack')
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

describe('what keeps anything from being written into a folder', () => {
  it('is nothing as a rule, and nothing is left there by looking', () => {
    expect(writeProblem(root)).toBeNull()
    expect(readdirSync(root)).toEqual([])
  })

  it('is told by the name that the system has for it', () => {
    expect(writeProblem(base)).toBe('ENOENT')
    writeFileSync(base, '')
    expect(writeProblem(base)).toBe('ENOTDIR')
  })
})

describe('the folder of a vault', () => {
  it('is for the default vault the one it always was, and nothing is made for it', () => {
    expect(openProfile(base, 'default')).toEqual({ name: 'default', folder: base, base, several: false })
    expect(openProfile(base, 'DEFAULT').folder).toBe(base)
    expect(existsSync(base)).toBe(false)
  })

  it('is for another vault one of its own below that, for the person alone', () => {
    const folder = join(base, 'profiles', 'Work')
    expect(openProfile(base, 'Work')).toEqual({ name: 'Work', folder, base, several: true })
    for (const made of [base, join(base, 'profiles'), folder]) expect(statSync(made).mode & 0o777).toBe(0o700)
  })

  it('is found again in any case, with what is in it', () => {
    const { folder } = openProfile(base, 'Work')
    writeFileSync(join(folder, 'kept'), '')
    expect(openProfile(base, 'wORK')).toMatchObject({ name: 'Work', folder })
    expect(readdirSync(join(base, 'profiles'))).toEqual(['Work'])
    expect(readdirSync(folder)).toEqual(['kept'])
  })

  it('tells the default vault that it is not alone any more', () => {
    mkdirSync(join(base, 'profiles'), { recursive: true })
    writeFileSync(join(base, 'profiles', '.DS_Store'), '')
    expect(openProfile(base, 'default').several).toBe(false)
    openProfile(base, 'work')
    expect(openProfile(base, 'default').several).toBe(true)
  })

  it('is not taken for missing where it cannot be seen', () => {
    mkdirSync(base)
    writeFileSync(join(base, 'profiles'), 'somebody else’s')
    expect(() => openProfile(base, 'work')).toThrow(expect.objectContaining({ code: 'EEXIST' }))
    expect(openProfile(base, 'default')).toMatchObject({ folder: base, several: false })
  })

  it('is refused where a file has its name, and the file stays', () => {
    mkdirSync(join(base, 'profiles'), { recursive: true })
    writeFileSync(join(base, 'profiles', 'work'), 'somebody else’s')
    expect(() => openProfile(base, 'work')).toThrow(expect.objectContaining({ code: 'EEXIST' }))
    expect(statSync(join(base, 'profiles', 'work')).isFile()).toBe(true)
  })

  it.skipIf(process.getuid?.() === 0)('is refused where the person may not write', () => {
    mkdirSync(base)
    chmodSync(base, 0o500)
    expect(() => openProfile(base, 'work')).toThrow(expect.objectContaining({ code: 'EACCES' }))
  })
})
