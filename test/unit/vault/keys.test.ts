import { describe, expect, it } from 'vitest'
import { open, openParts, seal, sealParts } from '#main/vault/aead'
import { FormatError } from '#main/vault/bytes'
import { deriveKey, deriveKeys, keyedHash, wipeKeys } from '#main/vault/keys'
import { FakeRandom } from '#test/support/fake-random'

const random = new FakeRandom('keys')
const hex = (text: string): Buffer => Buffer.from(text, 'hex')

describe('subkeys', () => {
  it('are HKDF-SHA-256 of the data key, the vault id and the use', () => {
    // By hand, as RFC 5869 has it, in another language: HMAC(HMAC(salt, key), "keyrack/1/records" | 01).
    const key = deriveKey(Buffer.alloc(32, 0x0b), Buffer.alloc(16, 0x01), 'records')
    expect(key.toString('hex')).toBe('59058e08853e9c0c988495c9030aa757848a4bd989b0be4201cee6283f519f0d')
  })

  it('differ by use and by vault', () => {
    const dataKey = random.bytes(32)
    const mine = Object.values(deriveKeys(dataKey, Buffer.alloc(16, 1)))
    const other = Object.values(deriveKeys(dataKey, Buffer.alloc(16, 2)))
    const all = [...mine, ...other].map((key) => key.toString('hex'))
    expect(new Set(all).size).toBe(all.length)
    expect(mine.every((key) => key.length === 32)).toBe(true)
  })

  it('are zeros after they were wiped', () => {
    const keys = deriveKeys(random.bytes(32), random.bytes(16))
    wipeKeys(keys)
    for (const key of Object.values(keys)) expect(key.equals(Buffer.alloc(32))).toBe(true)
  })
})

describe('sealing', () => {
  it('is AES-256-GCM as NIST has it', () => {
    // Test case 16 of the GCM specification.
    const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308')
    const plaintext = hex(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    )
    const aad = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2')
    const nonce = hex('cafebabefacedbaddecaf888')
    const sealed = sealParts(key, plaintext, aad, { bytes: () => nonce, uuid: () => '' })
    expect(sealed.tag.toString('hex')).toBe('76fc6ece0f4e1768cddf8853bb2d551b')
    expect(sealed.ciphertext.toString('hex')).toBe(
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
    )
  })

  it('draws a nonce anew each time', () => {
    const key = random.bytes(32)
    const nonces = Array.from({ length: 50 }, () =>
      sealParts(key, Buffer.from('x'), Buffer.from('a'), random).nonce.toString('hex'),
    )
    expect(new Set(nonces).size).toBe(50)
  })

  it('refuses other associated data, another key, and a tag that is cut short', () => {
    const key = random.bytes(32)
    const aad = Buffer.from('aad')
    const sealed = seal(key, Buffer.from('secret'), aad, random)
    expect(open(key, sealed, aad).toString()).toBe('secret')
    expect(() => open(key, sealed, Buffer.from('aae'))).toThrow(FormatError)
    expect(() => open(random.bytes(32), sealed, aad)).toThrow(FormatError)
    const { nonce, ciphertext, tag } = sealParts(key, Buffer.from('secret'), aad, random)
    for (const length of [0, 4, 8, 12, 15]) {
      expect(() => openParts(key, nonce, ciphertext, tag.subarray(0, length), aad)).toThrow()
    }
  })
})

describe('a keyed hash', () => {
  it('is HMAC-SHA-256', () => {
    // Test case 2 of RFC 4231.
    expect(keyedHash(Buffer.from('Jefe'), 'what do ya want for nothing?').toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })
})
