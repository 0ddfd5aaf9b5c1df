import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFileSystem } from '#main/adapters/node/file-system'
import { systemClock } from '#main/adapters/node/clock'
import { systemRandom } from '#main/adapters/node/random'
import { Secret } from '#main/ports/secret'
import { createVault, type ScryptCost, type Vault } from '#main/vault/index'
import { FakeLog } from '#test/support/fake-log'
import { FakeSealer } from '#test/support/fake-sealer'
import { heldRecord } from '#test/unit/vault/world'

let profile: string
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'keyrack-vault-'))
})
afterEach(async () => {
  await rm(profile, { recursive: true, force: true })
})

/** A vault on the real disk, with the system's clock and randomness. */
function onDisk(scryptCost?: ScryptCost): Vault {
  const ports = {
    fs: createFileSystem(),
    clock: systemClock,
    random: systemRandom,
    sealer: new FakeSealer(),
    log: new FakeLog(),
  }
  const options = { folder: join(profile, 'vault'), purpose: 'test' as const }
  return createVault(ports, scryptCost === undefined ? options : { ...options, scryptCost })
}

async function opened(): Promise<Vault> {
  const vault = onDisk()
  await vault.open()
  return vault
}

const put = (id: string, value: string) => ({ put: 'secret' as const, id, value: { value } })

describe('a vault on the real disk', () => {
  it('keeps what was saved, with modes that let nobody else in', async () => {
    const vault = await opened()
    await vault.create('os', null)
    await vault.records.commit([put('a', 'one')])
    await vault.snapshots.write('inventory', Buffer.from('list'))
    await vault.close()
    const again = await opened()
    expect(again.records.get('secret', 'a')).toEqual({ value: 'one' })
    expect((await again.snapshots.read('inventory'))?.toString()).toBe('list')
    const folder = join(profile, 'vault')
    expect((await readdir(folder)).sort()).toEqual(['snapshots', 'vault.1', 'vault.2'])
    expect((await readdir(profile)).sort()).toEqual(['vault', 'vault.seen'])
    const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
    expect(await mode(folder)).toBe('700')
    expect(await mode(join(folder, 'snapshots'))).toBe('700')
    expect(await mode(join(folder, 'vault.2'))).toBe('600')
    expect(await mode(join(profile, 'vault.seen'))).toBe('600')
    const [snapshot = ''] = await readdir(join(folder, 'snapshots'))
    expect(await mode(join(folder, 'snapshots', snapshot))).toBe('600')
    await again.close()
  })

  it('opens by passphrase at the real cost of scrypt, and leaves the event loop free meanwhile', async () => {
    const vault = await opened()
    await vault.create('passphrase', new Secret('correct horse EXAMPLE'))
    await vault.close()
    const again = await opened()
    expect(again.state().kind).toBe('locked')
    let turns = 0
    const counting = setInterval(() => {
      turns += 1
    }, 1)
    await again.unlock({ with: 'passphrase', secret: new Secret('correct horse EXAMPLE') })
    clearInterval(counting)
    expect(again.state().kind).toBe('open')
    expect(turns).toBeGreaterThan(20)
    await again.close()
  }, 30_000)

  it('does not open, in this root, what was made at a cheap cost', async () => {
    const cheap = onDisk({ N: 64, r: 8, p: 1 })
    await cheap.open()
    await cheap.create('passphrase', new Secret('correct horse EXAMPLE'))
    await cheap.close()
    const vault = await opened()
    await expect(
      vault.unlock({ with: 'passphrase', secret: new Secret('correct horse EXAMPLE') }),
    ).rejects.toMatchObject({
      error: { kind: 'vault-unreadable' },
    })
  })

  it('loses nothing of two that save at the same time', async () => {
    const first = await opened()
    await first.create('os', null)
    const second = await opened()
    const saves = Array.from({ length: 40 }, (_, index) => index)
    await Promise.all(
      [first, second].map(async (vault, number) => {
        for (const save of saves) await vault.records.commit([put(`${number}-${save}`, `value ${save}`)])
      }),
    )
    await Promise.all([first.close(), second.close()])
    const again = await opened()
    expect(again.records.ids('secret')).toHaveLength(80)
    for (const number of [0, 1]) {
      for (const save of saves) expect(again.records.get('secret', `${number}-${save}`)?.value).toBe(`value ${save}`)
    }
    expect((await readdir(join(profile, 'vault'))).length).toBeLessThan(12)
    await again.close()
  })

  it('opens ten thousand secrets in slices, with turns for everything else', async () => {
    const vault = await opened()
    await vault.create('os', null)
    await vault.records.commit(
      Array.from({ length: 10_000 }, (_, index) => [
        put(`s${index}`, `pul-EXAMPLE-${index}`),
        { put: 'annotation' as const, id: `t${index}`, value: { tags: ['ci'], notes: `note ${index} `.repeat(20) } },
      ]).flat(),
    )
    await vault.close()
    let turns = 0
    const progress = { done: false }
    const count = () => {
      turns += 1
      if (!progress.done) setImmediate(count)
    }
    setImmediate(count)
    const again = await opened()
    progress.done = true
    expect(again.records.ids('secret')).toHaveLength(10_000)
    expect(again.records.all('annotation').size).toBe(10_000)
    // 40 slices of 250 records, and some more for the list.
    expect(turns).toBeGreaterThanOrEqual(40)
    await again.close()
  }, 30_000)

  it('seals ten thousand secrets anew in slices, with turns for everything else', async () => {
    const vault = await opened()
    await vault.create('os', null)
    await vault.records.commit(
      Array.from({ length: 10_000 }, (_, index) => [
        put(`s${index}`, `pul-EXAMPLE-${index}`),
        { put: 'held' as const, id: `s${index}`, value: heldRecord(index) },
      ]).flat(),
    )
    await vault.snapshots.write('inventory', Buffer.alloc(4 * 1024 * 1024, 'list'))
    // By the time that the processor spent, not by the clock: other programs must not decide.
    const spent = () => {
      const { user, system } = process.threadCpuUsage()
      return (user + system) / 1000
    }
    let last = spent()
    const stretches: number[] = []
    const progress = { done: false }
    const count = () => {
      const now = spent()
      stretches.push(now - last)
      last = now
      if (!progress.done) setImmediate(count)
    }
    setImmediate(count)
    const wanted = { passphrase: null, recovery: null, current: null, acceptWeak: false }
    await vault.protect({ ...wanted, slots: ['os'], rekey: true }, new AbortController().signal)
    progress.done = true
    expect(stretches.length).toBeGreaterThan(400)
    const total = stretches.reduce((sum, stretch) => sum + stretch, 0)
    const longest = stretches.reduce((most, stretch) => Math.max(most, stretch), 0)
    // In one piece it would be more than a third of all; in slices the longest is about a hundredth.
    expect(longest).toBeLessThan(total / 5)
    const again = await opened()
    expect(again.records.ids('secret')).toHaveLength(10_000)
    expect(again.records.get('held', 's7')?.fingerprint).toBe(again.records.fingerprint('pul-EXAMPLE-7'))
    await Promise.all([vault.close(), again.close()])
  }, 30_000)
})
