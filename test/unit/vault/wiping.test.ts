import type * as nodeCrypto from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Vault } from '#main/vault/index'
import { FakeDisk } from '#test/support/fake-disk'
import { code } from './slots-kit.ts'
import {
  folder,
  noSignal,
  pass,
  protection,
  putSecret,
  secretOf,
  startProcess,
  typed,
  typedCode,
  type Process,
} from './world.ts'

/** Every buffer in which a key or something opened has ever stood, with where it came from. */
const seen: { readonly from: string; readonly bytes: Uint8Array }[] = vi.hoisted(() => [])

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof nodeCrypto>()
  const note = <T extends Uint8Array>(from: string, bytes: T): T => {
    seen.push({ from, bytes })
    return bytes
  }
  return {
    ...real,
    hkdfSync: (
      digest: string,
      ikm: nodeCrypto.BinaryLike,
      salt: nodeCrypto.BinaryLike,
      info: string,
      length: number,
    ) => {
      const key = real.hkdfSync(digest, ikm, salt, info, length)
      // Half of the check stands in the slot; it is made of a key, and no key.
      if (!info.endsWith('/check')) note(`HKDF for ${info}`, new Uint8Array(key))
      return key
    },
    scrypt: (
      password: nodeCrypto.BinaryLike,
      salt: nodeCrypto.BinaryLike,
      length: number,
      options: nodeCrypto.ScryptOptions,
      done: (error: Error | null, key: Buffer) => void,
    ) => {
      real.scrypt(password, salt, length, options, (error, key) => {
        done(error, note('scrypt', key))
      })
    },
    createDecipheriv: (...args: [string, nodeCrypto.CipherKey, nodeCrypto.BinaryLike, object]) => {
      const decipher = real.createDecipheriv(args[0] as 'aes-256-gcm', args[1], args[2], args[3])
      const update = decipher.update.bind(decipher) as (bytes: Buffer) => Buffer
      return Object.assign(decipher, { update: (bytes: Buffer) => note('deciphering', update(bytes)) })
    },
  }
})

const value = 'pul-EXAMPLE-value'

/** Where keys, or a secret, still stand. */
function left(): string[] {
  const holding = seen.filter(({ from, bytes }) =>
    // What was deciphered may also be a record that is no secret: then it is an object by now, and of no worth to anybody.
    from === 'deciphering' && bytes.length !== 32
      ? Buffer.from(bytes).includes(value)
      : bytes.some((byte) => byte !== 0),
  )
  return [...new Set(holding.map(({ from }) => from))].sort()
}

/** A process whose random bytes are watched, too, those alone that are keys. */
function watched(disk: FakeDisk): Process {
  const process = startProcess(disk)
  const bytes = process.random.bytes.bind(process.random)
  process.random.bytes = (count) => {
    const drawn = bytes(count)
    // Salts are as long, and stand in the file.
    if (count === 32) seen.push({ from: 'drawing', bytes: drawn })
    return drawn
  }
  return process
}

/** Salts are no secret: forgets those that stand in a file. */
function forgetSalts(disk: FakeDisk): void {
  const files = disk.files().map((path) => disk.bytes(path))
  const rest = seen.filter(
    ({ from, bytes }) => from !== 'drawing' || !files.some((file) => file.includes(Buffer.from(bytes))),
  )
  seen.splice(0, seen.length, ...rest)
}

async function used(vault: Vault): Promise<void> {
  await vault.records.commit([putSecret('a', value)])
  expect(secretOf(vault, 'a')).toBe(value)
  await vault.snapshots.write('list', Buffer.from('list'))
  await vault.snapshots.read('list')
}

beforeEach(() => {
  seen.length = 0
})

describe('a vault that was locked has left no key and no secret in any buffer', () => {
  it.each(['os', 'passphrase', 'os-passphrase'] as const)('that was made for "%s"', async (choice) => {
    const disk = new FakeDisk()
    const { vault } = watched(disk)
    await vault.open()
    await vault.create(choice, choice === 'os' ? null : pass())
    await used(vault)
    expect(left()).toContain('HKDF for keyrack/1/records')
    await vault.lock()
    forgetSalts(disk)
    expect(left()).toEqual([])
  })

  it.each(['os', 'passphrase', 'os-passphrase', 'recovery'] as const)('that was opened by "%s"', async (means) => {
    const disk = new FakeDisk()
    const maker = startProcess(disk)
    await maker.vault.open()
    const choice = means === 'recovery' ? 'passphrase' : means
    await maker.vault.create(choice, choice === 'os' ? null : pass())
    if (means === 'recovery') {
      const both = protection(['passphrase', 'recovery'], { recovery: pass(code), current: typed() })
      await maker.vault.protect(both, noSignal)
    }
    await used(maker.vault)
    await maker.vault.close()
    seen.length = 0
    const { vault } = watched(disk)
    await vault.open()
    if (means === 'recovery') {
      await expect(vault.unlock(typed('another EXAMPLE passphrase'))).rejects.toThrow()
      await vault.unlock(typedCode(code))
    } else if (means !== 'os') {
      await expect(vault.unlock(typed('another EXAMPLE passphrase'))).rejects.toThrow()
      await vault.unlock(typed())
    }
    expect(secretOf(vault, 'a')).toBe(value)
    expect(left()).toContain('HKDF for keyrack/1/records')
    await vault.lock()
    forgetSalts(disk)
    expect(left()).toEqual([])
  })

  it('that was sealed anew under another key, with other slots, and backed up', async () => {
    const disk = new FakeDisk()
    const { vault } = watched(disk)
    await vault.open()
    await vault.create('passphrase', pass())
    await used(vault)
    // The files of now are gone afterwards.
    forgetSalts(disk)
    const both = protection(['passphrase', 'recovery'], { recovery: pass(code), current: typed(), rekey: true })
    await vault.protect(both, noSignal)
    const bytes = await vault.backups.seal(typed(), () => undefined, noSignal)
    const backup = await vault.backups.open(bytes, typed(), () => undefined, noSignal)
    expect(backup.get('secret', 'a')?.value).toBe(value)
    backup.close()
    await vault.lock()
    disk.put(`${folder}/../backup`, bytes)
    forgetSalts(disk)
    expect(left()).toEqual([])
  })

  it('that turned out to be older than seen, and was left so', async () => {
    const disk = new FakeDisk()
    const maker = startProcess(disk)
    await maker.vault.open()
    await maker.vault.create('passphrase', pass())
    const old = disk.bytes(`${folder}/vault.1`)
    await used(maker.vault)
    await maker.vault.close()
    for (const path of disk.files().filter((one) => /\/vault\.\d+$/.test(one))) disk.drop(path)
    disk.put(`${folder}/vault.1`, old)
    seen.length = 0
    const { vault } = watched(disk)
    await vault.open()
    await vault.unlock(typed())
    expect(vault.state().kind).toBe('older-than-seen')
    await vault.lock()
    forgetSalts(disk)
    expect(left()).toEqual([])
  })
})
