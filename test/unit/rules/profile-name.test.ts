import { posix, win32 } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  folderOfProfile,
  isSameProfile,
  longestProfileName,
  profileNameProblem,
  profilesAmong,
  tidyProfileName,
} from '#shared/rules/profile-name'

const letters = [...'abcxyzABCXYZ0189 _-']
/** Close to names of vaults, so that many of them are. */
const nearlyName = fc.string({ unit: fc.constantFrom(...letters, '.', '/', 'é'), maxLength: longestProfileName + 2 })
const anything = fc.oneof(nearlyName, fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }))
const name = nearlyName.map(tidyProfileName).filter((one) => profileNameProblem(one) === null)

describe('the name of a vault', () => {
  it.each(['work', 'home', 'Acme Corp', 'client_2', '2026-archive', 'a', 'a-', 'x'.repeat(longestProfileName)])(
    'may be %j',
    (good) => expect(profileNameProblem(good)).toBeNull(),
  )

  it.each([
    ['', 'empty'],
    ['x'.repeat(longestProfileName + 1), 'too-long'],
    ['..', 'characters'],
    ['.', 'characters'],
    ['../work', 'characters'],
    ['work/../..', 'characters'],
    ['a/b', 'characters'],
    ['a\\b', 'characters'],
    ['C:', 'characters'],
    ['work.', 'characters'],
    ['work:stream', 'characters'],
    ['work\n', 'characters'],
    ['wo\0rk', 'characters'],
    ['wörk', 'characters'],
    ['w\u043erk', 'characters'],
    ['-work', 'characters'],
    ['_work', 'characters'],
    [' work', 'characters'],
    ['work ', 'characters'],
    ['$HOME', 'characters'],
    ['%TEMP%', 'characters'],
    ['~', 'characters'],
    ['con', 'reserved'],
    ['NUL', 'reserved'],
    ['Com1', 'reserved'],
    ['lpt9', 'reserved'],
  ])('is never %j: %s', (bad, problem) => expect(profileNameProblem(bad)).toBe(problem))

  it('may look like the name of a device that it is not', () => {
    expect(['console', 'com10', 'nul work', 'aux-2'].map(profileNameProblem)).toEqual([null, null, null, null])
  })

  it('leads to one folder right below the one of all, whatever was typed, on every system', () => {
    fc.assert(
      fc.property(anything, (typed) => {
        const tidy = tidyProfileName(typed)
        if (profileNameProblem(tidy) !== null) return
        for (const path of [posix, win32]) {
          const base = path.resolve(path.sep, 'base')
          const folder = path.join(base, tidy)
          expect(path.dirname(folder)).toBe(base)
          expect(path.basename(folder)).toBe(tidy)
          expect(path.isAbsolute(tidy)).toBe(false)
        }
        expect(tidy).toMatch(/^[ -~]+$/)
      }),
      { numRuns: 2000 },
    )
  })

  it('stays what it is when it is made tidy twice', () => {
    fc.assert(fc.property(anything, (typed) => tidyProfileName(tidyProfileName(typed)) === tidyProfileName(typed)))
  })

  it('is compared without case', () => {
    fc.assert(fc.property(name, (one) => isSameProfile(one.toUpperCase(), one.toLowerCase())))
    expect(isSameProfile('work', 'home')).toBe(false)
  })
})

describe('the folders of vaults', () => {
  it('are those with a name that a vault can have, in the order of the alphabet', () => {
    expect(profilesAmong(['home', 'Work', '.DS_Store', 'a  b', 'acme', 'DEFAULT', 'nul', 'x.bak', 'über'])).toEqual([
      'acme',
      'home',
      'Work',
    ])
  })

  it('are found whatever the case, and by the exact name first', () => {
    expect(folderOfProfile('WORK', ['home', 'Work'])).toBe('Work')
    expect(folderOfProfile('work', ['Work', 'work'])).toBe('work')
    expect(folderOfProfile('Work', ['work', 'Work'])).toBe('Work')
    expect(folderOfProfile('new one', ['work'])).toBe('new one')
  })

  it('do not depend on the order in which the disk tells them, and each can be reached', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 8 }), name, (names, wanted) => {
        const found = folderOfProfile(wanted, names)
        expect(folderOfProfile(wanted, names.toReversed())).toBe(found)
        expect(isSameProfile(found, wanted)).toBe(true)
        for (const one of profilesAmong(names)) expect(folderOfProfile(one, names)).toBe(one)
      }),
    )
  })
})
