import { lstatSync, readdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { modeFault, modeFaults } from './modes.ts'
import { quickClock, setRealStage } from './real-stage.ts'
import { play, wholeStory } from './story.ts'

/** What is different in every name: a keyed hash, or a UUID. */
const random = /[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

let profile: string
let umask: number
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'keyrack-modes-'))
  // Nobody's habits may be what keeps the files closed.
  umask = process.umask(0)
})
afterEach(async () => {
  process.umask(umask)
  await rm(profile, { recursive: true, force: true })
})

describe('what a vault leaves on the real disk', () => {
  it.each([
    ['with hard links', true],
    ['without hard links', false],
  ])('is closed to everybody else after each single call, %s', async (_how, hardLinks) => {
    const folder = join(profile, 'vault')
    const faults: string[] = []
    const looked = new Set<string>()
    const vault = setRealStage({
      folder,
      clock: quickClock(0),
      hardLinks,
      around: async (_call, path, action) => {
        const result = await action()
        const stats = lstatSync(path, { throwIfNoEntry: false })
        const fault = modeFault(path, stats)
        if (fault !== null) faults.push(fault)
        if (stats !== undefined) looked.add(path.slice(profile.length + 1).replaceAll(random, '*'))
        return result
      },
    })
    await vault.open()
    for (let step = 0; step < wholeStory; step += 1) await play(vault, step)

    // What cannot be read is put aside, and is no more open than it was.
    const rotten = join(folder, 'snapshots', readdirSync(join(folder, 'snapshots'))[0]!)
    writeFileSync(rotten, 'rotten')
    const names = await Promise.allSettled([0, 1, 2, 3].map((list) => vault.snapshots.read(`list-${list}`)))
    expect(names.some(({ status }) => status === 'rejected')).toBe(true)
    await vault.close()
    const newest = readdirSync(folder).findLast((name) => /^vault\.[0-9]+$/.test(name))!
    writeFileSync(join(folder, newest), 'rotten')
    await vault.open()
    expect(vault.state().kind).toBe('damaged')
    await vault.useOlderGeneration()
    expect(vault.state().kind).toBe('open')
    await vault.close()

    expect(faults).toEqual([])
    expect(modeFaults(profile)).toEqual([])
    const wanted = ['vault', 'vault/vault.1', 'vault/vault.tmp-*', 'vault/snapshots', 'vault/snapshots/*']
    wanted.push('vault/snapshots/*.tmp-*', 'vault/snapshots/*.bad-*', 'vault.seen.tmp', 'vault.seen')
    wanted.push(hardLinks ? 'vault/vault.2' : 'vault/vault.lock')
    for (const name of wanted) expect(looked).toContain(name)
    expect([...looked].some((name) => name.startsWith('vault/vault.bad'))).toBe(true)
  })
})
