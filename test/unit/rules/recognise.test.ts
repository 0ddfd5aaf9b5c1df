import fc from 'fast-check'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ProviderRecord, SecretShape } from '#shared/model/provider'
import { recognise } from '#shared/rules/recognise'
import { sampleCatalogue } from '#test/support/sample-catalogue'

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function record(id: string, ...shapes: SecretShape[]): ProviderRecord {
  return { ...sampleCatalogue[0]!, id, shapes }
}

const gitlab = record('gitlab', { kind: null, prefix: 'glpat-', pattern: '^glpat-[\\w-]{20,}$', checksum: null })
const rudder = record('rudder', { kind: null, prefix: '', pattern: '^[0-9A-Za-z]{27}$', checksum: null })
const github = record('github', {
  kind: 'classic',
  prefix: 'ghp_',
  pattern: '^ghp_[0-9A-Za-z]{36}$',
  checksum: 'github',
})
const all = [rudder, gitlab, github]

/** The six digits that GitHub puts behind 30 characters, by another implementation of CRC-32. */
function checksumOf(body: string): string {
  let rest = crc32(body)
  let text = ''
  while (rest > 0) {
    text = letters[rest % 62]! + text
    rest = Math.floor(rest / 62)
  }
  return text.padStart(6, '0')
}

const body = fc.string({ unit: fc.constantFrom(...letters), minLength: 30, maxLength: 30 })

describe('recognising a value', () => {
  it('names the provider by a prefix', () => {
    expect(recognise('glpat-EXAMPLE0000000000000', all)).toEqual([{ provider: 'gitlab', kind: null, how: 'likely' }])
  })

  it('says that a shape without a prefix is only possible, after what is likely', () => {
    const value = 'EXAMPLE00000000000000000000'
    expect(recognise(value, all)).toEqual([{ provider: 'rudder', kind: null, how: 'possible' }])
    const both = record('both', { kind: 'key', prefix: 'EXAMPLE', pattern: '^EXAMPLE0+$', checksum: null })
    expect(recognise(value, [rudder, both]).map(({ provider }) => provider)).toEqual(['both', 'rudder'])
  })

  it('knows nothing of text that fits no shape', () => {
    for (const value of ['', 'glpat-', 'glpat-short', 'words in a row', 'ghp_'])
      expect(recognise(value, all)).toEqual([])
  })

  it('is certain of any GitHub token whose checksum is right', () => {
    fc.assert(
      fc.property(body, (text) => {
        expect(recognise(`ghp_${text}${checksumOf(text)}`, [github])).toEqual([
          { provider: 'github', kind: 'classic', how: 'certain' },
        ])
      }),
    )
  })

  it('takes no value for a GitHub token whose checksum is wrong', () => {
    fc.assert(
      fc.property(body, fc.nat(35), fc.constantFrom(...letters), (text, at, letter) => {
        const whole = text + checksumOf(text)
        const changed = whole.slice(0, at) + letter + whole.slice(at + 1)
        fc.pre(changed !== whole)
        expect(recognise(`ghp_${changed}`, [github])).toEqual([])
      }),
    )
  })
})
