import { expect, it } from 'vitest'
import { FakeDisk } from '#test/support/fake-disk'
import { folder, putSecret, secretOf, startProcess, withVault } from './world.ts'

it('a vault that another Keyrack has made since this one looked is opened, and none is made beside it', async () => {
  const elsewhere = await withVault()
  for (let save = 0; save < 6; save += 1) {
    await elsewhere.vault.records.commit([putSecret('theirs', `pul-EXAMPLE-${save}`)])
  }
  await elsewhere.vault.close()
  const disk = new FakeDisk()
  const { vault, sealer } = startProcess(disk, { sealer: elsewhere.sealer })
  await vault.open()
  expect(vault.state()).toMatchObject({ kind: 'none' })
  // Its first generations were thinned away: the number 1 is free.
  const newest = `${folder}/vault.7`
  disk.put(newest, elsewhere.fs.disk.bytes(newest))
  const sealed = sealer.calls.filter((call) => call === 'seal').length

  await expect(vault.create('os', null)).rejects.toMatchObject({ error: { kind: 'busy' } })
  expect(disk.files()).toEqual([newest])
  expect(vault.state()).toMatchObject({ kind: 'open', slots: ['os'] })
  expect(secretOf(vault, 'theirs')).toBe('pul-EXAMPLE-5')
  expect(sealer.calls.filter((call) => call === 'seal')).toHaveLength(sealed)
})
