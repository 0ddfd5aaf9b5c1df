import { describe, expect, it } from 'vitest'
import { FakeDisk } from '#test/support/fake-disk'
import type { Step } from '#test/support/fake-file-system'
import { folder, putNote, putSecret, reopened, secretOf, settled, startProcess, withVault } from './world.ts'

const failure = (kind: string): unknown =>
  expect.objectContaining({ error: expect.objectContaining({ kind }) as unknown })

describe('a save that the disk refuses', () => {
  it.each([
    ['write', 'ENOSPC', 'disk-full'],
    ['write', 'EDQUOT', 'disk-full'],
    ['create', 'EROFS', 'disk-refused'],
    ['write', 'EIO', 'disk-refused'],
    ['sync', 'EIO', 'disk-refused'],
    ['link', 'EIO', 'disk-refused'],
    ['syncFolder', 'EIO', 'disk-refused'],
    ['list', 'EIO', 'disk-refused'],
  ] as const)('at "%s" with %s is told as "%s", and nothing has changed in memory', async (step, code, kind) => {
    const { vault, fs } = await withVault()
    await vault.records.commit([putSecret('a', 'one'), putNote('n', 'one')])
    fs.failOn(step, code, { path: /\/vault/ })
    await expect(
      vault.records.commit([putSecret('a', 'two'), putNote('n', 'two'), putNote('m', 'new')]),
    ).rejects.toEqual(failure(kind))
    expect(secretOf(vault, 'a')).toBe('one')
    expect(vault.records.get('annotation', 'n')).toEqual({ tags: [], notes: 'one' })
    expect(vault.records.ids('annotation')).toEqual(['n'])
    expect(vault.state().kind).toBe('open')
  })

  it('leaves no unfinished file behind', async () => {
    const { vault, fs } = await withVault()
    fs.failOn('write', 'ENOSPC', { kind: 'short' })
    await expect(vault.records.commit([putSecret('a', 'one')])).rejects.toEqual(failure('disk-full'))
    expect(fs.disk.files()).toEqual([`${folder}/vault.1`])
  })

  it('can be made again when there is room', async () => {
    const { vault, fs } = await withVault()
    fs.failOn('write', 'ENOSPC', { times: 1, kind: 'short' })
    await expect(vault.records.commit([putSecret('a', 'one')])).rejects.toEqual(failure('disk-full'))
    await vault.records.commit([putSecret('b', 'two')])
    const again = await reopened(fs.disk)
    expect(again.vault.records.ids('secret')).toEqual(['b'])
  })

  it('does not stop the saves that were waiting behind it', async () => {
    const { vault, fs } = await withVault()
    fs.failOn('write', 'EIO', { times: 1 })
    const results = await Promise.allSettled(['a', 'b', 'c'].map((id) => vault.records.commit([putSecret(id, id)])))
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    const again = await reopened(fs.disk)
    expect(again.vault.records.ids('secret')).toEqual(['b', 'c'])
  })

  it('may turn out to be there after all, when only the last flush failed; the next save stands upon it', async () => {
    const { vault, fs } = await withVault()
    fs.failOn('syncFolder', 'EIO', { times: 1 })
    await expect(vault.records.commit([putSecret('a', 'one')])).rejects.toEqual(failure('disk-refused'))
    expect(secretOf(vault, 'a')).toBeUndefined()
    await vault.records.commit([putSecret('b', 'two')])
    expect(vault.records.ids('secret')).toEqual(['a', 'b'])
    expect((await reopened(fs.disk)).vault.records.ids('secret')).toEqual(['a', 'b'])
  })
})

describe('a vault that the disk refuses to make', () => {
  it.each([
    ['makeFolder', 'EROFS', 'disk-refused'],
    ['write', 'ENOSPC', 'disk-full'],
  ] as const)('at "%s" with %s is told, and can be made again', async (step, code, kind) => {
    const { vault, fs } = startProcess()
    await vault.open()
    fs.failOn(step, code, { times: 1 })
    await expect(vault.create('os', null)).rejects.toEqual(failure(kind))
    expect(vault.state().kind).toBe('none')
    await vault.create('os', null)
    expect(vault.state().kind).toBe('open')
  })
})

describe('a refusal that passes', () => {
  it.each([
    ['link', 'EPERM'],
    ['link', 'EBUSY'],
    ['create', 'EBUSY'],
  ] as const)('at "%s" with %s is waited for', async (step, code) => {
    const { vault, fs, clock } = await withVault()
    fs.failOn(step, code, { times: 2, path: /vault\./ })
    await settled(vault.records.commit([putSecret('a', 'one')]), clock)
    expect(fs.disk.files()).toEqual([`${folder}/vault.1`, `${folder}/vault.2`])
  })

  it('while opening is waited for', async () => {
    const first = await withVault()
    const { vault, fs, clock } = startProcess(first.fs.disk)
    fs.failOn('read', 'EBUSY', { times: 3, path: /vault\.1$/ })
    await settled(vault.open(), clock)
    expect(vault.state().kind).toBe('open')
  })

  it('is given up after a second', async () => {
    const { vault, fs, clock } = await withVault()
    const before = clock.now()
    fs.failOn('link', 'EBUSY')
    await expect(settled(vault.records.commit([putSecret('a', 'one')]), clock)).rejects.toEqual(failure('disk-refused'))
    expect(clock.now() - before).toBeLessThan(2000)
  })
})

describe('housekeeping that fails', () => {
  it.each(['remove', 'stat', 'rename', 'list', 'create'] as const)('at "%s" fails no save', async (step: Step) => {
    const { vault, fs, clock, log } = await withVault()
    await vault.records.commit([putSecret('a', 'one')])
    fs.failOn(step, 'EIO')
    clock.advance(5000)
    await vault.close()
    expect(log.lines.some((line) => line.level === 'warn')).toBe(true)
    expect(secretOf((await reopened(fs.disk)).vault, 'a')).toBe('one')
  })
})

describe('saving many times', () => {
  it('keeps the newest generations and thins the rest, in one process and across several', async () => {
    const disk = new FakeDisk()
    const { vault } = await withVault(disk)
    for (let save = 0; save < 60; save += 1) await vault.records.commit([putSecret('a', String(save))])
    await vault.close()
    const numbers = disk.files().flatMap((path) => /vault\.(\d+)$/.exec(path)?.[1] ?? [])
    expect(numbers.map(Number).sort((a, b) => a - b)).toEqual([59, 60, 61])
    expect(secretOf((await reopened(disk)).vault, 'a')).toBe('59')
  })

  it('does not wait for a pause for ever: a long run of saves is thinned on the way', async () => {
    const { vault, fs } = await withVault()
    for (let save = 0; save < 60; save += 1) {
      await vault.records.commit([putSecret('a', String(save))])
      expect(fs.disk.files().length).toBeLessThan(3 + 16 + 3)
    }
  })

  it('tidies after a pause, and takes abandoned files away only when they are old', async () => {
    const { vault, fs, clock } = await withVault()
    fs.disk.put(`${folder}/vault.tmp-old`, Buffer.from('x'), clock.now() - 3_700_000)
    fs.disk.put(`${folder}/vault.tmp-young`, Buffer.from('x'), clock.now() - 1000)
    await vault.records.commit([putSecret('a', 'one')])
    clock.advance(2500)
    await vault.records.commit([putSecret('a', 'two')])
    expect(fs.disk.files()).toContain(`${folder}/vault.tmp-young`)
    expect(fs.disk.files()).not.toContain(`${folder}/vault.tmp-old`)
  })

  it('leaves the tidying to others where it only looks, and still notes the generation that it has seen', async () => {
    const { vault, fs, clock } = await withVault()
    await vault.records.commit([putSecret('a', 'one')])
    fs.disk.put(`${folder}/vault.tmp-old`, Buffer.from('x'), clock.now() - 3_700_000)
    const looking = await reopened(fs.disk, { clock, onlyLooks: true })
    expect(secretOf(looking.vault, 'a')).toBe('one')
    await looking.vault.close()
    expect(fs.disk.files()).toContain(`${folder}/vault.tmp-old`)
    expect(fs.disk.files()).toContain('/profile/vault.seen')
    await (await reopened(fs.disk, { clock })).vault.close()
    expect(fs.disk.files()).not.toContain(`${folder}/vault.tmp-old`)
  })
})
