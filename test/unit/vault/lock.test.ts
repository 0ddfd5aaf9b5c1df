import { describe, expect, it } from 'vitest'
import { folderLock } from '#main/vault/lock'
import { FakeClock } from '#test/support/fake-clock'
import { FakeFileSystem } from '#test/support/fake-file-system'
import { FakeRandom } from '#test/support/fake-random'
import { settled } from './world.ts'

const folder = '/profile'
const path = '/profile/vault.lock'

function lockOf(seed: string, fs = new FakeFileSystem(), clock = new FakeClock()) {
  fs.now = () => clock.now()
  return { lock: folderLock({ fs, clock, random: new FakeRandom(seed) }, folder), fs, clock }
}

describe('the folder lock', () => {
  it('is there while it is held, and gone afterwards, also when the action fails', async () => {
    const { lock, fs } = lockOf('one')
    await lock.run(async (held) => {
      expect(fs.disk.files()).toEqual([path])
      expect(await held()).toBe(true)
    })
    await expect(lock.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(fs.disk.files()).toEqual([])
  })

  it('tells when somebody else has taken it over, and leaves theirs alone', async () => {
    const { lock, fs } = lockOf('one')
    await lock.run(async (held) => {
      fs.disk.put(path, Buffer.from('theirs'))
      expect(await held()).toBe(false)
    })
    expect(fs.disk.bytes(path).toString()).toBe('theirs')
  })

  it('is held by one at a time', async () => {
    const fs = new FakeFileSystem()
    const clock = new FakeClock()
    const log: string[] = []
    const work = ['one', 'two', 'three'].map((name) =>
      lockOf(name, fs, clock).lock.run(async () => {
        log.push(`${name} in`)
        for (let turns = 0; turns < 5; turns += 1) await new Promise((resolve) => setImmediate(resolve))
        log.push(`${name} out`)
      }),
    )
    await settled(Promise.all(work), clock)
    expect(log).toHaveLength(6)
    for (let at = 0; at < 6; at += 2) expect(log[at]?.split(' ')[0]).toBe(log[at + 1]?.split(' ')[0])
  })

  it('of somebody who takes it at the last moment is not broken for the one who died before', async () => {
    const { lock, fs, clock } = lockOf('one')
    fs.disk.put(path, Buffer.from('dead'), clock.now() - 60_000)
    const stat = fs.stat.bind(fs)
    fs.stat = async (name) => {
      const answer = await stat(name)
      // Another one has broken the dead lock, and taken it.
      fs.disk.put(path, Buffer.from('alive'), clock.now())
      fs.stat = stat
      return answer
    }
    let taken = false
    const work = lock.run(async () => {
      taken = true
    })
    for (let turns = 0; turns < 20; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      clock.advance(100)
    }
    expect(taken).toBe(false)
    expect(fs.disk.bytes(path).toString()).toBe('alive')
    fs.disk.drop(path)
    await settled(work, clock)
    expect(taken).toBe(true)
  })

  const process = (pid: number, alive: readonly number[]) => ({
    pid,
    machine: 'desk of ada',
    isRunning: (other: number) => alive.includes(other),
  })

  it('of a process that has died is taken over at once', async () => {
    const { fs, clock } = lockOf('one')
    const dying = folderLock({ fs, clock, random: new FakeRandom('dying'), process: process(7, [7, 8]) }, folder)
    fs.remove = () => Promise.reject(new Error('it dies first'))
    await dying.run(() => Promise.resolve())
    const { fs: again } = lockOf('two', new FakeFileSystem(fs.disk), clock)
    const next = folderLock({ fs: again, clock, random: new FakeRandom('next'), process: process(8, [8]) }, folder)
    expect(await next.run(() => Promise.resolve('done'))).toBe('done')
    expect(again.disk.files()).toEqual([])
  })

  it('of a process that lives is believed for longer than that of one that nobody can ask', async () => {
    const { fs, clock } = lockOf('one')
    fs.disk.put(path, Buffer.from('some-id 7 desk of ada'), clock.now())
    const other = folderLock({ fs, clock, random: new FakeRandom('other'), process: process(8, [7, 8]) }, folder)
    await expect(
      settled(
        other.run(() => Promise.resolve()),
        clock,
      ),
    ).rejects.toMatchObject({ error: { kind: 'busy' } })
    fs.disk.put(path, Buffer.from('some-id 7 desk of bob'), clock.now())
    expect(
      await settled(
        other.run(() => Promise.resolve('done')),
        clock,
      ),
    ).toBe('done')
  })

  it('is given up as busy when it never comes free', async () => {
    const { lock, fs, clock } = lockOf('one')
    fs.disk.put(path, Buffer.from('holder 0'), clock.now())
    const read = fs.read.bind(fs)
    let holders = 0
    fs.read = async (name, max) => {
      holders += 1
      fs.disk.put(path, Buffer.from(`holder ${holders}`), clock.now())
      return read(name, max)
    }
    await expect(
      settled(
        lock.run(() => Promise.resolve()),
        clock,
      ),
    ).rejects.toMatchObject({ error: { kind: 'busy' } })
  })
})
