import { describe, expect, it } from 'vitest'
import { FakeDisk } from '#test/support/fake-disk'
import type { FakeFileSystem } from '#test/support/fake-file-system'
import { FakeRandom } from '#test/support/fake-random'
import {
  folder,
  noSignal,
  pass,
  protection,
  putNote,
  putSecret,
  reopened,
  secretOf,
  settled,
  startProcess,
  withVault,
  type Process,
} from './world.ts'

/** Waits for some turns of the event loop, the same for the same seed. */
const someTurns = (seed: string): (() => Promise<void>) => {
  const random = new FakeRandom(seed)
  return async () => {
    for (let turns = random.below(4); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve))
  }
}

async function saveAll(process: Process, name: string, saves: number): Promise<void> {
  for (let save = 0; save < saves; save += 1) {
    await process.vault.records.commit([
      putSecret(`${name}-${save}`, `${name} ${save}`),
      putNote(`${name}-last`, `${save}`),
    ])
  }
}

function withoutHardLinks(fs: FakeFileSystem): void {
  fs.failOn('link', 'ENOTSUP')
}

describe.each([
  ['with hard links', () => undefined],
  ['without hard links', withoutHardLinks],
])('two processes that save at the same time, %s', (_how, prepare) => {
  it('lose nothing, however their steps fall', async () => {
    for (let round = 0; round < 12; round += 1) {
      const first = await withVault(new FakeDisk(), { wait: someTurns(`first ${round}`) })
      const second = await reopened(first.fs.disk, { wait: someTurns(`second ${round}`), clock: first.clock })
      prepare(first.fs)
      prepare(second.fs)
      await settled(Promise.all([saveAll(first, 'first', 15), saveAll(second, 'second', 15)]), first.clock)
      await Promise.all([first.vault.close(), second.vault.close()])
      const { vault } = await reopened(first.fs.disk)
      expect(vault.records.ids('secret')).toHaveLength(30)
      for (const name of ['first', 'second']) {
        for (let save = 0; save < 15; save += 1) expect(secretOf(vault, `${name}-${save}`)).toBe(`${name} ${save}`)
        expect(vault.records.get('annotation', `${name}-last`)?.notes).toBe('14')
      }
    }
  })
})

describe('a process whose number is taken', () => {
  it('saves upon what the other has saved, and sees it', async () => {
    const first = await withVault()
    const second = await reopened(first.fs.disk)
    await second.vault.records.commit([putSecret('theirs', 'two'), putNote('n', 'theirs')])
    await first.vault.records.commit([putSecret('mine', 'one')])
    expect(first.vault.records.ids('secret')).toEqual(['theirs', 'mine'])
    expect(secretOf(first.vault, 'theirs')).toBe('two')
    expect(first.vault.records.get('annotation', 'n')?.notes).toBe('theirs')
  })

  it('lets the later of two changes of one record win, and removes what it was told to remove', async () => {
    const first = await withVault()
    await first.vault.records.commit([putSecret('a', 'old'), putSecret('b', 'old')])
    const second = await reopened(first.fs.disk)
    await second.vault.records.commit([putSecret('a', 'theirs'), putSecret('b', 'theirs')])
    await first.vault.records.commit([putSecret('a', 'mine'), { remove: 'secret', id: 'b' }])
    const { vault } = await reopened(first.fs.disk)
    expect(secretOf(vault, 'a')).toBe('mine')
    expect(vault.records.ids('secret')).toEqual(['a'])
  })

  it('keeps a slot that the other has added', async () => {
    const first = await withVault()
    const second = await reopened(first.fs.disk)
    await second.vault.protect(protection(['os', 'passphrase'], { passphrase: pass() }), noSignal)
    await first.vault.records.commit([putSecret('mine', 'one')])
    expect((await reopened(first.fs.disk)).vault.state()).toMatchObject({ kind: 'open', slots: ['os', 'passphrase'] })
  })

  it('is saved when another process builds upon its save before it could look', async () => {
    const first = await withVault()
    const second = await reopened(first.fs.disk)
    let once = true
    const list = first.fs.list.bind(first.fs)
    first.fs.list = async (path) => {
      // Between the flush of the folder and the look at it, the other one saves.
      if (once && first.fs.calls.at(-1)?.step === 'syncFolder') {
        once = false
        await second.vault.records.commit([putSecret('a', 'theirs, later')])
      }
      return list(path)
    }
    await first.vault.records.commit([putSecret('a', 'mine')])
    expect(once).toBe(false)
    expect(secretOf(first.vault, 'a')).toBe('theirs, later')
    expect(first.fs.disk.files()).toEqual([1, 2, 3].map((number) => `${folder}/vault.${number}`))
  })

  it('makes its save again when it turns out to stand beside the line of the others', async () => {
    const first = await withVault()
    const second = await reopened(first.fs.disk)
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) await second.vault.records.commit([putSecret(id, id)])
    await second.vault.close()
    // Thinning has taken number 2 away, so that it can be given once more.
    expect(first.fs.disk.files()).not.toContain(`${folder}/vault.2`)
    await first.vault.records.commit([putSecret('mine', 'one')])
    expect(first.vault.records.ids('secret')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'mine'])
    expect(first.fs.disk.files()).not.toContain(`${folder}/vault.2`)
    expect((await reopened(first.fs.disk)).vault.records.ids('secret')).toHaveLength(7)
  })

  it('refuses to save over a generation it cannot read', async () => {
    const { vault, fs } = await withVault()
    fs.disk.put(`${folder}/vault.2`, Buffer.from('somebody put this here'))
    await expect(vault.records.commit([putSecret('a', 'one')])).rejects.toMatchObject({
      error: { kind: 'vault-unreadable' },
    })
    expect(fs.disk.bytes(`${folder}/vault.2`).toString()).toBe('somebody put this here')
  })

  it('refuses to save over another vault', async () => {
    const { vault, fs } = await withVault()
    const other = await withVault(new FakeDisk(), { seed: 'another vault' })
    await other.vault.records.commit([putSecret('a', 'theirs')])
    fs.disk.put(`${folder}/vault.2`, other.fs.disk.bytes(`${folder}/vault.2`))
    await expect(vault.records.commit([putSecret('a', 'one')])).rejects.toMatchObject({
      error: { kind: 'vault-unreadable' },
    })
  })
})

describe('two processes that make a vault at the same time', () => {
  it('end with one vault, and the slower one is told', async () => {
    const disk = new FakeDisk()
    const first = startProcess(disk)
    const second = startProcess(disk)
    await Promise.all([first.vault.open(), second.vault.open()])
    const results = await Promise.allSettled([first.vault.create('os', null), second.vault.create('os', null)])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(disk.files().filter((path) => /vault\.\d+$/.test(path))).toEqual([`${folder}/vault.1`])
  })
})

describe('the lock file, where there are no hard links', () => {
  it('is gone after a save', async () => {
    const { vault, fs, clock } = await withVault()
    withoutHardLinks(fs)
    await settled(vault.records.commit([putSecret('a', 'one')]), clock)
    expect(fs.disk.files()).toEqual([`${folder}/vault.1`, `${folder}/vault.2`])
  })

  it('of a process that died is taken over', async () => {
    const { vault, fs, clock } = await withVault()
    withoutHardLinks(fs)
    fs.disk.put(`${folder}/vault.lock`, Buffer.from('dead'), clock.now() - 31_000)
    await settled(vault.records.commit([putSecret('a', 'one')]), clock)
    expect(fs.disk.files()).toEqual([`${folder}/vault.1`, `${folder}/vault.2`])
  })

  it('is taken over after half a minute also when its time lies in the future', async () => {
    const { vault, fs, clock } = await withVault()
    withoutHardLinks(fs)
    fs.disk.put(`${folder}/vault.lock`, Buffer.from('dead'), clock.now() + 86_400_000)
    const before = clock.now()
    await settled(vault.records.commit([putSecret('a', 'one')]), clock)
    expect(clock.now() - before).toBeGreaterThanOrEqual(30_000)
    expect(secretOf((await reopened(fs.disk)).vault, 'a')).toBe('one')
  })

  it('of a living process is waited for', async () => {
    const { vault, fs, clock } = await withVault()
    withoutHardLinks(fs)
    fs.disk.put(`${folder}/vault.lock`, Buffer.from('alive'), clock.now())
    let saved = false
    const save = vault.records.commit([putSecret('a', 'one')]).then(() => {
      saved = true
    })
    for (let turns = 0; turns < 40; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      clock.advance(100)
    }
    expect(saved).toBe(false)
    fs.disk.drop(`${folder}/vault.lock`)
    await settled(save, clock)
    expect(saved).toBe(true)
  })

  it('alone is no trace of a vault', async () => {
    const disk = new FakeDisk()
    disk.put(`${folder}/vault.lock`, Buffer.from('x'))
    expect((await reopened(disk)).vault.state().kind).toBe('none')
  })
})
