import { describe, expect, it } from 'vitest'
import { FakeDisk } from '#test/support/fake-disk'
import { FakeRandom } from '#test/support/fake-random'
import { finished, folder, setStage } from './stage.ts'
import { heldBy, play, type Held } from './story.ts'

const rotten = Buffer.from('rotten EXAMPLE')
const endings = [{ names: 'lost' }, { names: 'kept', bytes: 'zeros' }, {}] as const

/** A vault whose two newest generations cannot be read. */
async function spoiled(): Promise<FakeDisk> {
  const disk = new FakeDisk()
  const { vault, clock } = setStage(disk, { seed: 'before' })
  await finished(vault.open(), clock)
  for (let step = 0; step < 5; step += 1) await finished(play(vault, step), clock)
  await finished(vault.close(), clock)
  for (const number of [4, 5]) disk.put(`${folder}/vault.${number}`, rotten)
  return disk
}

/** What is there when the newest readable generation was taken, by whoever comes next. */
async function mended(disk: FakeDisk): Promise<{ held: Held; stillDamaged: boolean }> {
  const { vault, clock } = setStage(disk, { seed: 'after' })
  await finished(vault.open(), clock)
  const stillDamaged = vault.state().kind === 'damaged'
  if (stillDamaged) await finished(vault.useOlderGeneration(), clock)
  if (vault.state().kind === 'older-than-seen') await finished(vault.acceptOlder(), clock)
  expect(vault.state().kind).toBe('open')
  return { held: await heldBy(vault), stillDamaged }
}

describe('putting unreadable generations aside', () => {
  it('loses neither the older one nor what could not be read, at whatever call the power goes', async () => {
    const disk = await spoiled()
    const { held: expected } = await mended(disk.copy())
    expect(expected['secret counter']).toBe('3')
    const random = new FakeRandom('quarantine')
    const measured = setStage(disk.copy(), { seed: 'measured' })
    await finished(measured.vault.open(), measured.clock)
    const first = measured.fs.calls.length
    await finished(measured.vault.useOlderGeneration(), measured.clock)
    for (let call = first; call <= measured.fs.calls.length; call += 1) {
      for (const outage of endings) {
        const stage = setStage(disk.copy(), { seed: 'measured' })
        await finished(stage.vault.open(), stage.clock)
        stage.fs.haltAt(call, 'before')
        const done = await finished(stage.vault.useOlderGeneration(), stage.clock).then(
          () => true,
          () => false,
        )
        const left = stage.fs.disk.powerCut(() => random.chance(), outage)
        const kept = left.files().filter((path) => left.bytes(path).equals(rotten))
        expect(kept).toHaveLength(2)
        const { held, stillDamaged } = await mended(left)
        expect(held).toEqual(expected)
        // Without the flush of the folder it would be damaged once more.
        if (done) expect(stillDamaged).toBe(false)
      }
    }
  })
})
