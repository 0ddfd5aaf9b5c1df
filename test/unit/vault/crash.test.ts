import { describe, expect, it } from 'vitest'
import type { FakeDisk } from '#test/support/fake-disk'
import type { Call } from '#test/support/fake-file-system'
import { FakeRandom } from '#test/support/fake-random'
import type { Vault } from '#main/vault/index'
import { folder, putNote, putSecret, reopened, secretOf, startProcess, withVault, type Process } from './world.ts'

/** Saves one by one; gives the number of the last save that was acknowledged. */
async function saveUntilItFails(vault: Vault, saves: number): Promise<number> {
  for (let save = 1; save <= saves; save += 1) {
    try {
      await vault.records.commit([putSecret('counter', String(save)), putNote(`note-${save}`, 'kept')])
    } catch {
      return save - 1
    }
  }
  return saves
}

function lastSave(vault: Vault): number {
  const last = Number(secretOf(vault, 'counter') ?? 0)
  expect([...vault.records.all('annotation').keys()].sort()).toEqual(
    Array.from({ length: last }, (_, index) => `note-${index + 1}`).sort(),
  )
  return last
}

/** Three saves and a close, all recorded. */
async function run(process: Process): Promise<number> {
  const acknowledged = await saveUntilItFails(process.vault, 3)
  await process.vault.close()
  return acknowledged
}

async function stepsOf(): Promise<readonly Call[]> {
  const process = await withVault()
  await run(process)
  return process.fs.calls
}

describe('a process that is killed', () => {
  it.each(['before', 'after'] as const)(
    'keeps the last acknowledged save, or the next one, when it ends %s any of its steps',
    async (when) => {
      const steps = await stepsOf()
      expect(steps.length).toBeGreaterThan(30)
      let killedWhileSaving = 0
      for (const { number } of steps) {
        const process = startProcess()
        process.fs.haltAt(number, when)
        await process.vault.open()
        let acknowledged = -1
        try {
          await process.vault.create('os', null)
          acknowledged = await run(process)
        } catch {
          // It ended while the vault was being made.
        }
        const after = await reopened(process.fs.disk.copy())
        if (acknowledged < 0) {
          // Nothing was promised; what must not be is a vault that was half made and is taken for whole.
          expect(['none', 'open', 'damaged']).toContain(after.vault.state().kind)
          continue
        }
        killedWhileSaving += 1
        expect(after.vault.state().kind).toBe('open')
        const last = lastSave(after.vault)
        expect([acknowledged, acknowledged + 1]).toContain(last)
        await after.vault.records.commit([putSecret('later', 'works')])
        expect(secretOf(after.vault, 'later')).toBe('works')
      }
      expect(killedWhileSaving).toBeGreaterThan(20)
    },
  )
})

/** Ends the process at a step, takes the power from its disk, and gives the number of saves that must be there. */
async function cutAt(number: number, seed: string, skip: (call: Call) => boolean = () => false) {
  const process = startProcess(undefined, { seed })
  process.fs.fault = (call) => {
    if (call.number >= number) return { kind: 'halt', when: 'before' }
    return skip(call) ? { kind: 'skip' } : undefined
  }
  await process.vault.open()
  let acknowledged = -1
  try {
    await process.vault.create('os', null)
    acknowledged = 0
    acknowledged = await saveUntilItFails(process.vault, 3)
  } catch {
    // The power went while the vault was being made.
  }
  const random = new FakeRandom(`power ${seed}`)
  return { acknowledged, disk: process.fs.disk.powerCut(() => random.chance()) }
}

/** Does the disk hold the last acknowledged save, or the one after it? */
async function holds(disk: FakeDisk, acknowledged: number): Promise<boolean> {
  const { vault } = await reopened(disk)
  if (acknowledged < 0) return true
  if (vault.state().kind !== 'open') return false
  const last = Number(secretOf(vault, 'counter') ?? 0)
  return last === acknowledged || last === acknowledged + 1
}

describe('a power cut', () => {
  it('loses no acknowledged save, whatever of the rest the disk forgets', async () => {
    const steps = await stepsOf()
    const lost: string[] = []
    for (let round = 0; round < 400; round += 1) {
      const number = round % steps.length
      const { acknowledged, disk } = await cutAt(number, `round ${round}`)
      if (!(await holds(disk, acknowledged))) lost.push(`step ${number} in round ${round}`)
    }
    expect(lost).toEqual([])
  })

  it.each([
    ['the flush of a new file', (call: Call) => call.step === 'sync' && call.path.startsWith(`${folder}/`)],
    ['the flush of the folder', (call: Call) => call.step === 'syncFolder' && call.path === folder],
    ['the flush of the folder above', (call: Call) => call.step === 'syncFolder' && call.path === '/profile'],
  ])('would lose saves without %s', async (_which, skip) => {
    const steps = await stepsOf()
    let lost = 0
    for (let round = 0; round < 200; round += 1) {
      const { acknowledged, disk } = await cutAt(round % steps.length, `round ${round}`, skip)
      if (!(await holds(disk, acknowledged))) lost += 1
    }
    expect(lost).toBeGreaterThan(0)
  })
})

describe('a first save that was cut off', () => {
  it('is found when its file is whole and only its name is missing', async () => {
    const process = startProcess()
    process.fs.fault = ({ step }) => (step === 'link' ? { kind: 'halt', when: 'before' } : undefined)
    await process.vault.open()
    await expect(process.vault.create('os', null)).rejects.toThrow()
    const { vault, fs } = await reopened(process.fs.disk.copy())
    expect(vault.state().kind).toBe('open')
    await vault.records.commit([putSecret('a', 'one')])
    expect(fs.disk.files()).toContain(`${folder}/vault.2`)
  })
  it('is not tidied away as a leftover while its file is all there is of the vault', async () => {
    const first = startProcess()
    first.fs.fault = ({ step }) => (step === 'link' ? { kind: 'halt', when: 'before' } : undefined)
    await first.vault.open()
    await expect(first.vault.create('os', null)).rejects.toThrow()
    const later = startProcess(first.fs.disk.copy())
    later.clock.advance(2 * 3_600_000)
    await later.vault.open()
    await later.vault.snapshots.write('list', Buffer.from('kept'))
    await later.vault.close()
    const { vault } = await reopened(later.fs.disk)
    expect((await vault.snapshots.read('list'))?.toString()).toBe('kept')
  })
})
