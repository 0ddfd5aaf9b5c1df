import { describe, expect, it } from 'vitest'
import { checkCost } from '#main/vault/passphrase'
import { failure } from './world.ts'

const slot = (N: number, r = 8) => ({ cost: { N, r, p: 1 }, salt: Buffer.alloc(32) })
const cost = (N: number, r = 8) => ({ N, r, p: 1 })

describe('the cost of a passphrase', () => {
  it('may be that of every slot that Keyrack has ever made, also when new ones cost more', () => {
    checkCost(slot(2 ** 17), cost(2 ** 17))
    checkCost(slot(2 ** 17), cost(2 ** 18, 16))
    checkCost(slot(2 ** 20), cost(2 ** 17))
  })

  it.each([
    ['N', slot(2 ** 16)],
    ['r', slot(2 ** 17, 4)],
  ])('is refused where it never was so low: %s', (_what, low) => {
    for (const now of [cost(2 ** 17), cost(2 ** 18)]) {
      expect(() => {
        checkCost(low, now)
      }).toThrow(expect.objectContaining({ error: { kind: 'vault-unreadable' } }) as Error)
    }
  })

  it('may be as low as new ones in a test', () => {
    checkCost(slot(64), cost(64))
    expect(() => {
      checkCost(slot(32), cost(64))
    }).toThrow(failure('vault-unreadable'))
  })
})
