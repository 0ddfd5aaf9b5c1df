import { describe, expect, it } from 'vitest'
import { checkOpenable } from '#main/vault/header'
import { writeRecoveryCode } from '#main/vault/recovery-code'
import { areSame } from '#main/vault/slots'
import { fileError, type FakeDisk } from '#test/support/fake-disk'
import { sampleHeader } from './format-kit.ts'
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
  settled,
  typed,
  typedCode,
  withVault,
  type Process,
} from './world.ts'

const code = writeRecoveryCode(Buffer.alloc(16, 9))
const generations = (disk: FakeDisk) => disk.files().filter((path) => /vault\.[0-9]+$/.test(path))

async function turns(count = 30): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe('slots that another process has changed', () => {
  it('are what is changed, also where this process still shows those of before', async () => {
    const first = await withVault()
    await first.vault.protect(protection(['os', 'recovery'], { recovery: pass(code) }), noSignal)
    const second = await reopened(first.fs.disk)
    const theirs = protection(['os', 'passphrase'], { passphrase: pass(), current: typedCode(code) })
    await second.vault.protect(theirs, noSignal)
    // The recovery code opens the vault no more.
    const wanted = protection(['os'], { current: typedCode(code) })
    await expect(first.vault.protect(wanted, noSignal)).rejects.toEqual(failure('wrong-recovery-code'))
    expect(first.vault.state()).toMatchObject({ slots: ['os', 'passphrase'] })
  })

  it('are left alone when they change while this process asks for its own', async () => {
    const first = await withVault()
    await first.vault.protect(protection(['os', 'passphrase'], { passphrase: pass() }), noSignal)
    const second = await reopened(first.fs.disk)
    const writeNew = first.fs.writeNew.bind(first.fs)
    first.fs.writeNew = async (path, bytes) => {
      first.fs.writeNew = writeNew
      const theirs = protection(['os', 'passphrase'], {
        passphrase: pass('another EXAMPLE passphrase'),
        current: typed(),
      })
      await second.vault.protect(theirs, noSignal)
      return writeNew(path, bytes)
    }
    const wanted = protection(['os', 'passphrase', 'recovery'], { recovery: pass(code), current: typed() })
    await expect(first.vault.protect(wanted, noSignal)).rejects.toEqual(failure('busy'))
    expect((await reopened(first.fs.disk)).vault.state()).toMatchObject({ slots: ['os', 'passphrase'] })
  })

  it('are tried with what is typed, though this process saw others when it looked', async () => {
    const first = await withVault()
    await first.vault.protect(protection(['passphrase'], { passphrase: pass() }), noSignal)
    const second = await reopened(first.fs.disk)
    expect(second.vault.state()).toMatchObject({ kind: 'locked' })
    const other = 'another EXAMPLE passphrase'
    await first.vault.protect(protection(['passphrase'], { passphrase: pass(other), current: typed() }), noSignal)
    await expect(second.vault.unlock(typed())).rejects.toEqual(failure('wrong-passphrase'))
    await second.vault.unlock({ with: 'passphrase', secret: pass(other) })
    expect(second.vault.state().kind).toBe('open')
    // And the same after this one has locked it, with slots that it had itself.
    await second.vault.lock()
    await first.vault.protect(protection(['passphrase'], { passphrase: pass(), current: typed(other) }), noSignal)
    await second.vault.unlock(typed())
    expect(second.vault.state().kind).toBe('open')
  })

  it('are the same where only the OS has sealed its own again', () => {
    const [typedSlot] = sampleHeader.slots
    const sealed = { platform: 'linux', tag: 'v11', weakAccepted: false, sealed: Buffer.alloc(3) }
    const os = { kind: 'os', id: Buffer.alloc(8, 2), createdAt: 0, wrapped: Buffer.alloc(60), ...sealed } as const
    const slots = [typedSlot!, os]
    expect(areSame(slots, [{ ...os, id: Buffer.alloc(8, 1) }, typedSlot!])).toBe(true)
    expect(areSame(slots, [{ ...typedSlot!, id: Buffer.alloc(8, 1) }, os])).toBe(false)
    expect(areSame(slots, [os])).toBe(false)
  })

  it.each([
    ['none', []],
    ['two of one kind', [0, 0]],
  ])('are never written as %s', (_what, picked) => {
    const slots = picked.map((index) => sampleHeader.slots[index]!)
    expect(() => {
      checkOpenable(slots)
    }).toThrow()
  })

  it('are never written as one that only a later version knows', () => {
    const foreign = { kind: 'foreign', code: 99, id: Buffer.alloc(8), createdAt: 0, body: Buffer.alloc(3) } as const
    expect(() => {
      checkOpenable([foreign])
    }).toThrow()
    checkOpenable([foreign, sampleHeader.slots[0]!])
  })
})

describe('a number for a save', () => {
  it('is above what was put aside, which another process may still have in memory', async () => {
    const first = await withVault()
    await first.vault.records.commit([putSecret('a', 'EXAMPLE')])
    const { disk } = first.fs
    disk.put(`${folder}/vault.2`, Buffer.from('rotten'))
    const second = await reopened(disk)
    await second.vault.useOlderGeneration()
    await second.vault.records.commit([putSecret('theirs', 'EXAMPLE')])
    await first.vault.records.commit([putSecret('mine', 'EXAMPLE')])
    const { vault } = await reopened(disk)
    expect([secretOf(vault, 'mine'), secretOf(vault, 'theirs')]).toEqual(['EXAMPLE', 'EXAMPLE'])
  })

  it('is not taken from somebody who slept while holding the lock', async () => {
    const first = await withVault()
    const second = await reopened(first.fs.disk, { clock: first.clock })
    for (const { fs } of [first, second]) fs.failOn('link', 'ENOTSUP')
    const rename = first.fs.rename.bind(first.fs)
    let slept = false
    first.fs.rename = async (from, to) => {
      if (to.endsWith('vault.2') && !slept) {
        slept = true
        first.clock.set(first.clock.now() + 60_000)
        await second.vault.records.commit([putSecret('theirs', 'EXAMPLE')])
      }
      return rename(from, to)
    }
    await settled(first.vault.records.commit([putSecret('mine', 'EXAMPLE')]), first.clock)
    expect(slept).toBe(true)
    const { vault } = await reopened(first.fs.disk)
    expect([secretOf(vault, 'mine'), secretOf(vault, 'theirs')]).toEqual(['EXAMPLE', 'EXAMPLE'])
    expect(first.fs.disk.files().filter((path) => path.includes('claim'))).toEqual([])
  })

  it('is passed over where somebody has claimed it and died, and the claim goes', async () => {
    const process = await withVault()
    process.fs.failOn('link', 'ENOTSUP')
    process.fs.disk.put(`${folder}/vault.claim-2`, Buffer.alloc(0))
    await process.vault.records.commit([putSecret('a', 'EXAMPLE')])
    await process.vault.close()
    expect(generations(process.fs.disk)).toEqual([`${folder}/vault.1`, `${folder}/vault.3`])
    expect(process.fs.disk.files().filter((path) => path.includes('claim'))).toEqual([])
  })
})

describe('a link that is refused', () => {
  it('does not make a writer do without links as long as other files can be linked', async () => {
    const process = await withVault()
    // A virus scanner holds the file for longer than one tries, and lets it go while another one is tried.
    process.fs.failOn('link', 'EPERM', { path: /vault\.2$/, times: 5 })
    await settled(process.vault.records.commit([putSecret('a', 'EXAMPLE')]), process.clock)
    expect(process.fs.calls.filter(({ path }) => path.endsWith('vault.lock'))).toEqual([])
    expect(secretOf((await reopened(process.fs.disk)).vault, 'a')).toBe('EXAMPLE')
  })

  it('fails the save, and nothing more, where that goes on for one file', async () => {
    const process = await withVault()
    process.fs.failOn('link', 'EPERM', { path: /vault\.2$/ })
    const saving = settled(process.vault.records.commit([putSecret('a', 'EXAMPLE')]), process.clock)
    await expect(saving).rejects.toEqual(failure('disk-refused', { code: 'EPERM' }))
    expect(process.fs.calls.filter(({ path }) => path.endsWith('vault.lock'))).toEqual([])
    expect(generations(process.fs.disk)).toEqual([`${folder}/vault.1`])
    expect(process.fs.disk.files().filter((path) => path.includes('tmp'))).toEqual([])
  })

  it('is tried with a number that nobody has claimed, who may rename over it', async () => {
    const process = await withVault()
    process.fs.disk.put(`${folder}/vault.claim-2`, Buffer.alloc(0))
    await process.vault.records.commit([putSecret('a', 'EXAMPLE')])
    expect(generations(process.fs.disk)).toEqual([`${folder}/vault.1`, `${folder}/vault.3`])
  })

  it('counts as made where only the answer was lost, also when everything is sealed anew', async () => {
    const process = await filled()
    const before = await told(process)
    const link = process.fs.link.bind(process.fs)
    process.fs.link = async (from, to) => {
      await link(from, to)
      // The server has done it, and is asked once more.
      throw fileError('EEXIST', to)
    }
    await rekey(process)
    await process.vault.records.commit([putSecret('more', 'EXAMPLE')])
    await process.vault.close()
    const again = await reopened(process.fs.disk)
    expect(secretOf(again.vault, 'more')).toBe('EXAMPLE')
    expect(await told(again)).toEqual(before)
  })
})

describe('a process that does not know that everything was sealed anew', () => {
  it('leaves nothing under the old key behind', async () => {
    const first = await withVault()
    const second = await reopened(first.fs.disk)
    await first.vault.records.commit([putSecret('a', 'EXAMPLE')])
    await rekey(first)
    // The number that it would take is free again; it must not even be on its way there.
    const saving = second.vault.records.commit([putSecret('new', 'EXAMPLE')])
    await expect(saving).rejects.toEqual(failure('vault-locked'))
    expect(generations(first.fs.disk)).toEqual([`${folder}/vault.3`])
    expect(second.fs.calls.filter(({ step }) => step === 'link')).toEqual([])
  })

  it('takes its generation away again when it is sealed anew in the very moment of the save', async () => {
    const first = await withVault()
    const second = await reopened(first.fs.disk)
    const writeNew = second.fs.writeNew.bind(second.fs)
    second.fs.writeNew = async (path, bytes) => {
      second.fs.writeNew = writeNew
      await first.vault.records.commit([putSecret('a', 'EXAMPLE')])
      await rekey(first)
      return writeNew(path, bytes)
    }
    // The number is free again when it comes to be linked, below the newest one.
    await expect(second.vault.records.commit([putSecret('new', 'EXAMPLE')])).rejects.toEqual(failure('vault-locked'))
    expect(second.fs.calls.filter(({ step }) => step === 'link')).toHaveLength(1)
    expect(generations(first.fs.disk)).toEqual([`${folder}/vault.3`])
  })
})

describe('a key that is on the disk', () => {
  it.each(['list', 'read'] as const)('is not taken back after one error of "%s": somebody may use it', async (what) => {
    const first = await filled()
    let second: Process | undefined
    const once = async (): Promise<boolean> => {
      if (second !== undefined || !first.fs.disk.files().includes(`${folder}/vault.4`)) return false
      second = await reopened(first.fs.disk)
      return true
    }
    const { list, read } = first.fs
    first.fs.list = async (path) => {
      const flushed = first.fs.calls.at(-1)?.step === 'syncFolder'
      if (what === 'list' && path === folder && flushed && (await once())) throw fileError('EIO', path)
      return list.call(first.fs, path)
    }
    first.fs.read = async (path, most) => {
      if (what === 'read' && path.endsWith('vault.4') && (await once())) throw fileError('EIO', path)
      return read.call(first.fs, path, most)
    }
    await expect(rekey(first)).rejects.toEqual(failure('disk-refused', { code: 'EIO' }))
    await turns()
    // Whether it is there cannot be told: it is opened anew, by whatever slot is there.
    expect(first.vault.state().kind).toBe('locked')
    await second!.vault.records.commit([putSecret('theirs', 'EXAMPLE')])
    await first.vault.open()
    expect(secretOf(first.vault, 'theirs')).toBe('EXAMPLE')
  })

  it('was tried before: a keystore that cannot open the new slot changes nothing on the disk', async () => {
    const process = await filled()
    const before = await told(process)
    const open = process.sealer.open.bind(process.sealer)
    let calls = 0
    process.sealer.open = async (sealed) => {
      calls += 1
      if (calls > 1) process.sealer.mood = 'other-key'
      return open(sealed)
    }
    const from = process.fs.calls.length
    await expect(rekey(process)).rejects.toEqual(failure('vault-closed-by-os'))
    const changed = process.fs.calls.slice(from).filter(({ step }) => !['list', 'read', 'stat'].includes(step))
    expect(changed).toEqual([])
    expect(await told(process)).toEqual(before)
  })

  it('does not keep the vault from locking while the keystore is silent', async () => {
    const process = await filled()
    const open = process.sealer.open.bind(process.sealer)
    let calls = 0
    process.sealer.open = async (sealed) => {
      calls += 1
      if (calls === 2) process.sealer.mood = 'silent'
      return open(sealed)
    }
    const doing = expect(rekey(process)).rejects.toEqual(failure('cancelled'))
    await turns()
    await process.vault.close()
    await doing
    expect(process.vault.state().kind).toBe('locked')
  })
})
