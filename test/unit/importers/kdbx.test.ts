import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readKdbxXml } from '#main/importers/sealed/kdbx-xml'
import { kdbxOf, type KdbxOptions } from '#test/support/import/kdbx'
import { found, leftOut, read, values } from '#test/support/import/read'

const token = 'pat_EXAMPLE0123456789abcdef'
const password = 'correct horse ü'
const entry = { Title: 'Gitpod', UserName: 'ada', Password: token, URL: 'https://gitpod.example', Notes: 'by hand' }
const taken = {
  value: token,
  entry: 'Gitpod',
  name: 'Gitpod',
  service: 'https://gitpod.example',
  user: 'ada',
}

describe('KDBX 4', () => {
  it.each<[string, KdbxOptions]>([
    ['Argon2id and AES', {}],
    ['Argon2d and ChaCha20', { kdf: 'Argon2d', cipher: 'ChaCha20' }],
    ['AES-KDF, not compressed', { kdf: 'Aes', isCompressed: false }],
  ])('reads what another library has written: %s', async (_what, options) => {
    const result = await read(await kdbxOf(password, [entry], options), 'a.kdbx', { key: password })
    expect(result).toMatchObject({ format: 'kdbx' })
    expect(found(result)).toEqual([taken])
  })

  it('takes hidden fields, and the expiry, and what a group is called', async () => {
    const bytes = await kdbxOf(
      password,
      [{ ...entry, '*runner': `${token}R`, region: 'europe-west', token: `${token}T`, '*otp': 'otpauth://totp/a' }],
      {
        change: (database, add) => {
          const one = add({ Title: 'In a group', Password: `${token}G` })
          one.times.expires = true
          one.times.expiryTime = new Date(1_800_000_000_000)
          database.move(one, database.createGroup(database.getDefaultGroup(), 'Work'))
        },
      },
    )
    const result = await read(bytes, '', { key: password })
    expect(found(result)).toEqual([
      { value: `${token}G`, entry: 'Work > In a group', name: 'In a group', expiresAt: 1_800_000_000_000 },
      taken,
      { ...taken, value: `${token}R`, entry: 'Gitpod > runner' },
      { ...taken, value: `${token}T`, entry: 'Gitpod > token' },
    ])
    expect(leftOut(result)).toEqual([['Gitpod > region', 'unlikely']])
  })

  it('leaves out the recycle bin and what entries were before', async () => {
    const bytes = await kdbxOf(password, [], {
      change: (database, add) => {
        database.createRecycleBin()
        database.remove(add({ Title: 'Gone', Password: `${token}X` }))
        const one = add({ Title: 'Changed', Password: `${token}1`, '*more': `${token}M` })
        one.pushHistory()
        one.fields.set('Password', add({ Password: `${token}2` }).fields.get('Password') ?? '')
      },
    })
    const result = await read(bytes, '', { key: password })
    expect(values(result)).toEqual([`${token}2`, `${token}M`, `${token}2`])
    expect(leftOut(result)).toEqual([['Recycle Bin > Gone', 'deleted']])
  })

  it('asks for the password, and knows a wrong one', async () => {
    const bytes = await kdbxOf(password, [entry])
    expect(await read(bytes)).toMatchObject({ ok: false, why: 'key-needed', format: 'kdbx' })
    expect(await read(bytes, '', { key: 'other' })).toMatchObject({ ok: false, why: 'wrong-key' })
  })

  it('refuses a file that was changed, wherever it was', async () => {
    const bytes = await kdbxOf(password, [entry])
    const step = Math.ceil(bytes.length / 40)
    for (let at = 4; at < bytes.length; at += step) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(await read(changed, '', { key: password })).toMatchObject({ ok: false })
    }
  })

  it('refuses a file that ends too early, wherever it does', async () => {
    const bytes = await kdbxOf(password, [entry])
    for (let end = 4; end < bytes.length; end += 37) {
      expect(await read(bytes.subarray(0, end), '', { key: password })).toMatchObject({ ok: false, why: 'broken' })
    }
  })

  it('takes an entry beside a large picture, and what an entry was before it was large', async () => {
    const bytes = await kdbxOf(password, [entry], {
      change: (database, add) => {
        database.meta.customIcons.set('AAAAAAAAAAAAAAAAAAAAAQ==', { data: new Uint8Array(1_500_000).buffer })
        const one = add({ Title: 'Other', Password: 'x'.repeat(1_000_001) })
        one.pushHistory()
        one.fields.set('Password', '')
      },
    })
    expect(found(await read(bytes, '', { key: password }))).toEqual([taken])
  })

  it('refuses XML with entities of its own', () => {
    const xml = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><KeePassFile><Meta>&c;</Meta></KeePassFile>'
    expect(() => readKdbxXml(xml, (sealed) => sealed)).toThrow('broken')
    expect(readKdbxXml('<KeePassFile><Meta>&amp;</Meta></KeePassFile>', (sealed) => sealed).entries).toEqual([])
  })

  it('refuses the versions before', async () => {
    const bytes = await kdbxOf(password, [entry], { version: 3 })
    expect(await read(bytes, '', { key: password })).toMatchObject({ ok: false, why: 'old-format' })
  })

  it.each<[what: string, kdf: 'Argon2id' | 'Aes', name: string, value: bigint, size?: 4 | 8]>([
    ['memory', 'Argon2id', 'M', 64n * 1024n ** 3n],
    ['passes', 'Argon2id', 'I', 1n << 40n],
    ['threads', 'Argon2id', 'P', 65n, 4],
    ['rounds', 'Aes', 'R', 1n << 40n],
  ])('refuses more work for its key than any program asks for: %s', async (_what, kdf, name, value, size = 8) => {
    const bytes = withCost(await kdbxOf(password, [entry], { kdf }), name, value, size)
    expect(await read(bytes, '', { key: password })).toMatchObject({ ok: false, why: 'costly-key' })
  })
})

/** The same file with another number in the clear part of it, and the hash of that part made right. */
function withCost(file: Buffer, name: string, value: bigint, size: 4 | 8): Buffer {
  const bytes = Buffer.from(file)
  const head = Buffer.from([...Buffer.from(name), size, 0, 0, 0])
  const at = bytes.indexOf(head) + head.length
  if (size === 8) bytes.writeBigUInt64LE(value, at)
  else bytes.writeUInt32LE(Number(value), at)
  let end = 12
  while (bytes[end] !== 0) end += 5 + bytes.readUInt32LE(end + 1)
  end += 5 + bytes.readUInt32LE(end + 1)
  createHash('sha256').update(bytes.subarray(0, end)).digest().copy(bytes, end)
  return bytes
}
