import { describe, expect, it } from 'vitest'
import type { FakeDisk } from '#test/support/fake-disk'
import { FakeRandom } from '#test/support/fake-random'
import { filled, rekey, told } from './rekey-kit.ts'
import {
  failure,
  folder,
  noSignal,
  pass,
  protection,
  putSecret,
  reopened,
  secretOf,
  startProcess,
  typed,
  withVault,
  type Process,
} from './world.ts'

async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** Calls `action` once, when the process has opened the newest file and is about to look at the counter. */
function beforeCounter({ fs }: Process, action: () => Promise<void>): void {
  const read = fs.read.bind(fs)
  fs.read = async (path, most) => {
    if (path.endsWith('.seen')) {
      fs.read = read
      await action()
    }
    return read(path, most)
  }
}

describe('a vault that another process goes on with while it is opened', () => {
  it('is no older one: what that process saved is opened', async () => {
    const first = await withVault()
    await first.vault.protect(protection(['passphrase'], { passphrase: pass() }), noSignal)
    const second = startProcess(first.fs.disk, { clock: first.clock })
    await second.vault.open()
    beforeCounter(second, async () => {
      await first.vault.records.commit([putSecret('a', 'EXAMPLE')])
      first.clock.advance(3000)
      await turns()
    })
    await second.vault.unlock(typed())
    expect(second.vault.state().kind).toBe('open')
    expect(secretOf(second.vault, 'a')).toBe('EXAMPLE')
  })

  it('opens by its new slot where that process has sealed everything anew', async () => {
    const first = await filled()
    const second = startProcess(first.fs.disk, { clock: first.clock })
    beforeCounter(second, () => rekey(first))
    await second.vault.open()
    expect(second.vault.state().kind).toBe('open')
    expect(await told(second)).toEqual(await told(first))
  })

  it('asks for what opens it now where that is typed, and calls nothing damaged', async () => {
    const first = await withVault()
    await first.vault.protect(protection(['passphrase'], { passphrase: pass() }), noSignal)
    const second = startProcess(first.fs.disk, { clock: first.clock })
    await second.vault.open()
    const theirs = pass('another EXAMPLE passphrase')
    beforeCounter(second, () =>
      first.vault.protect(protection(['passphrase'], { passphrase: theirs, current: typed(), rekey: true }), noSignal),
    )
    await expect(second.vault.unlock(typed())).rejects.toEqual(failure('busy'))
    expect(second.vault.state().kind).toBe('locked')
    await second.vault.unlock(typed('another EXAMPLE passphrase'))
    expect(second.vault.state().kind).toBe('open')
  })

  it('is asked about anew when it is another one than the person has agreed to', async () => {
    const first = await filled()
    await first.vault.close()
    const { disk } = first.fs
    const newest = disk.bytes(`${folder}/vault.3`)
    disk.drop(`${folder}/vault.3`)
    const second = await reopened(disk)
    expect(second.vault.state().kind).toBe('older-than-seen')
    // The newer one comes back, sealed anew by another process.
    disk.put(`${folder}/vault.3`, newest)
    const third = await reopened(disk)
    await rekey(third)
    await second.vault.acceptOlder()
    expect(second.vault.state().kind).toBe('open')
    expect(await told(second)).toEqual(await told(third))
  })
})

describe('what a killed process has not flushed', () => {
  const folderFlush = ({ step, path }: { step: string; path: string }) => step === 'syncFolder' && path === folder

  it('is durable before anything that was opened is shown', async () => {
    const first = await withVault()
    await first.vault.records.commit([putSecret('a', 'EXAMPLE')])
    first.fs.fault = (call) => (folderFlush(call) ? { kind: 'halt', when: 'before' } : undefined)
    await first.vault.records.commit([putSecret('b', 'EXAMPLE')]).catch(() => undefined)
    const { disk } = first.fs
    const second = await reopened(disk)
    expect(secretOf(second.vault, 'b')).toBe('EXAMPLE')
    const cut = disk.powerCut(() => 0, { names: 'lost', bytes: 'lost' })
    expect(secretOf((await reopened(cut)).vault, 'b')).toBe('EXAMPLE')
  })

  it('is relied on neither by the counter nor by a purge while the disk refuses to flush', async () => {
    const first = await filled()
    let linked = false
    first.fs.fault = (call) => {
      linked ||= call.step === 'link' && call.path.endsWith('vault.4')
      return linked && folderFlush(call) ? { kind: 'halt', when: 'before' } : undefined
    }
    await rekey(first).catch(() => undefined)
    const { disk } = first.fs
    expect(disk.files()).toContain(`${folder}/vault.4`)
    const second = startProcess(disk)
    second.fs.failOn('syncFolder', 'EIO', { path: /vault$/ })
    await second.vault.open()
    expect(second.vault.state().kind).toBe('open')
    await second.vault.close()
    for (let cut = 0; cut < 40; cut += 1) {
      const random = new FakeRandom(`cut ${cut}`)
      const { vault } = await reopened(disk.powerCut(() => random.chance()))
      expect(vault.state().kind).toBe('open')
    }
    expect(disk.files()).toContain(`${folder}/vault.3`)
  })

  it('is flushed before a purge goes on', async () => {
    const first = await filled()
    let linked = false
    first.fs.fault = (call) => {
      linked ||= call.step === 'link' && call.path.endsWith('vault.4')
      return linked && folderFlush(call) ? { kind: 'halt', when: 'before' } : undefined
    }
    await rekey(first).catch(() => undefined)
    const { disk } = first.fs
    const second = startProcess(disk)
    const cuts: FakeDisk[] = []
    second.fs.fault = ({ step }) => {
      const random = new FakeRandom(`cut ${cuts.length}`)
      if (step === 'remove' || step === 'syncFolder') cuts.push(disk.powerCut(() => random.chance()))
      return undefined
    }
    await second.vault.open()
    await second.vault.close()
    expect(disk.files()).not.toContain(`${folder}/vault.3`)
    expect(cuts.length).toBeGreaterThan(5)
    for (const cut of cuts) expect((await reopened(cut)).vault.state().kind).toBe('open')
  })
})

describe('a first save that was cut off before it had its name', () => {
  it('gets it when it is opened, durably', async () => {
    const first = startProcess()
    await first.vault.open()
    first.fs.fault = ({ step }) => (step === 'link' ? { kind: 'halt', when: 'before' } : undefined)
    await first.vault.create('os', null).catch(() => undefined)
    const { disk } = first.fs
    expect(disk.files().filter((path) => path.endsWith('vault.1'))).toEqual([])
    const second = await reopened(disk)
    expect(second.vault.state().kind).toBe('open')
    const cut = disk.powerCut(() => 0, { names: 'lost', bytes: 'lost' })
    expect(cut.files()).toContain(`${folder}/vault.1`)
    expect((await reopened(cut)).vault.state().kind).toBe('open')
  })
})
