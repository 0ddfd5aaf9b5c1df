import { describe, expect, it } from 'vitest'
import type { Vault } from '#main/vault/index'
import { FakeClock } from '#test/support/fake-clock'
import { FakeDisk } from '#test/support/fake-disk'
import { FakeRandom } from '#test/support/fake-random'
import { FakeSealer } from '#test/support/fake-sealer'
import { finished, setStage } from './stage.ts'
import { heldAfter, heldBy, play } from './story.ts'

const rounds = 80
/** Steps of the story before anything happens: saves and a snapshot. */
const told = 4

async function lived(hardLinks: boolean): Promise<FakeDisk> {
  const disk = new FakeDisk()
  const { vault, clock } = setStage(disk, { seed: 'before', hardLinks })
  await finished(vault.open(), clock)
  for (let step = 0; step < told; step += 1) await finished(play(vault, step), clock)
  await finished(vault.close(), clock)
  return disk
}

/** Saves a record and a snapshot by turns until it is killed, and notes what was acknowledged. */
async function saveOn(vault: Vault, acknowledged: string[]): Promise<void> {
  try {
    for (let save = 0; ; save += 1) {
      const id = `p-${save}`
      if (save % 3 === 2) await vault.snapshots.write(id, Buffer.from(id))
      else await vault.records.commit([{ put: 'secret', id, value: { value: id } }])
      acknowledged.push(id)
    }
  } catch {
    // Killed; or it has noticed that its key opens the vault no more.
  }
}

async function rekey(vault: Vault): Promise<boolean> {
  const wanted = { slots: ['os'], passphrase: null, recovery: null, current: null, acceptWeak: false } as const
  try {
    await vault.protect({ ...wanted, rekey: true }, new AbortController().signal)
    return true
  } catch {
    return false
  }
}

describe.each([
  ['with hard links', true],
  ['without hard links', false],
])('a process that is killed while another one seals everything anew, %s', (_how, hardLinks) => {
  it('loses nothing that was acknowledged', async () => {
    const before = await lived(hardLinks)
    let acknowledgedInAll = 0
    let rekeyed = 0
    for (let round = 0; round < rounds; round += 1) {
      const random = new FakeRandom(`beside ${round}`)
      const disk = before.copy()
      const clock = new FakeClock(3_600_000)
      const wait = async () => {
        for (let turn = random.below(4); turn > 0; turn -= 1) await new Promise((resolve) => setImmediate(resolve))
      }
      const saver = setStage(disk, { seed: `saver ${round}`, hardLinks, clock, wait })
      const sealer = setStage(disk, { seed: `sealer ${round}`, hardLinks, clock, wait })
      await finished(Promise.all([saver.vault.open(), sealer.vault.open()]), clock)
      const last = saver.fs.calls.length + random.below(90)
      const when = random.chance() < 0.5 ? 'before' : 'after'
      const plain = saver.fs.fault
      saver.fs.fault = (call) => (call.number === last ? { kind: 'halt', when } : plain(call))
      const acknowledged: string[] = []
      const [, done] = await finished(Promise.all([saveOn(saver.vault, acknowledged), rekey(sealer.vault)]), clock)
      if (done) rekeyed += 1
      acknowledgedInAll += acknowledged.length
      await finished(sealer.vault.close(), clock)

      const next = setStage(disk, { seed: `next ${round}`, hardLinks, clock })
      await finished(next.vault.open(), clock)
      expect(next.vault.state().kind, `round ${round}`).toBe('open')
      const held = await heldBy(next.vault)
      expect(held, `round ${round}`).toMatchObject(heldAfter(told - 1))
      const missing = acknowledged.filter((id) => held[`secret ${id}`] !== id && held[`snapshot ${id}`] !== id)
      expect(missing, `round ${round}`).toEqual([])
      await finished(next.vault.close(), clock)
    }
    // Something was at stake.
    expect(acknowledgedInAll).toBeGreaterThan(rounds)
    expect(rekeyed).toBeGreaterThan(rounds / 4)
  }, 300_000)
})

describe('a power cut while the OS keystore seals its slot again', () => {
  it('leaves a vault that opens and holds everything, at whatever call it comes', async () => {
    const before = await lived(true)
    const reseal = async (disk: FakeDisk, onCall: () => void): Promise<void> => {
      const sealer = new FakeSealer({ tag: 'v12' })
      sealer.reseal = true
      const { vault, fs, clock } = setStage(disk, { seed: 'reseal', sealer, now: 3_600_000 })
      const plain = fs.fault
      fs.fault = (call) => {
        onCall()
        return plain(call)
      }
      await finished(vault.open(), clock)
      for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      await finished(vault.close(), clock)
      onCall()
    }
    const random = new FakeRandom('reseal')
    const cuts: FakeDisk[] = []
    const disk = before.copy()
    await reseal(disk, () => {
      for (const outage of [{ names: 'lost' }, { names: 'kept', bytes: 'zeros' }, {}, {}] as const) {
        cuts.push(disk.powerCut(() => random.chance(), outage))
      }
    })
    const newestOf = (one: FakeDisk) =>
      Math.max(...one.files().map((path) => Number(/vault\.([0-9]+)$/.exec(path)?.[1] ?? 0)))
    expect(newestOf(disk)).toBe(newestOf(before) + 1)
    expect(cuts.length).toBeGreaterThan(40)
    for (const [index, cut] of cuts.entries()) {
      const next = setStage(cut, { seed: `next ${index}`, now: 7_200_000 })
      await finished(next.vault.open(), next.clock)
      expect(next.vault.state().kind, `cut ${index}`).toBe('open')
      expect(await heldBy(next.vault), `cut ${index}`).toEqual(heldAfter(told - 1))
    }
  })
})
