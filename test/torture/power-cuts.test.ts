import { describe, expect, it } from 'vitest'
import { FakeDisk } from '#test/support/fake-disk'
import { runPowerCuts } from './power-cut-run.ts'
import { cutEverywhere, survey, type Flush } from './power-cuts.ts'

async function lossesOf(options: { hardLinks: boolean; without?: Flush; atMost: number }) {
  const lost: string[] = []
  let cuts = 0
  const flushes = await cutEverywhere(new FakeDisk(), {
    seed: 'everywhere',
    ...options,
    onCut: async (cut) => {
      cuts += 1
      const found = await survey(cut)
      if ('lost' in found) lost.push(found.lost)
      return lost.length >= options.atMost
    },
  })
  return { lost, cuts, flushes }
}

/**
 * The lock file alone may be lost: it is there for processes that are running, and after a power cut none is. It is
 * flushed because the port has no other way to write a file; so are claims of numbers, and the empty
 * file by which a process finds out that there are no hard links. Opening flushes what a process may have
 * left that was killed; in this story none is (test/unit/vault/overtaken.test.ts has some).
 */
const needless = /vault\.(lock|claim)|^make: sync vault\/vault\.tmp-\* \(2\)$|^reopen: syncFolder vault$/

/** The whole story is played once for each of more than twenty flushes. */
const timeout = 300_000

describe.each([
  ['with hard links', true],
  ['without hard links', false],
])('a power cut, %s', (_how, hardLinks) => {
  it('loses nothing that was acknowledged, at whatever call it comes and whatever the disk forgets', async () => {
    const { lost, cuts, flushes } = await lossesOf({ hardLinks, atMost: Infinity })
    expect(lost).toEqual([])
    expect(cuts).toBeGreaterThan(400)
    expect(flushes.size).toBeGreaterThanOrEqual(11)
  })

  it('would lose something if any one of the flushes were left out', { timeout }, async () => {
    const onCut = () => Promise.resolve(false)
    const flushes = await cutEverywhere(new FakeDisk(), { seed: 'everywhere', hardLinks, onCut })
    // Of the whole story, and not of its beginning alone.
    expect(new Set([...flushes].map((flush) => flush.split(':')[0]))).toEqual(
      new Set(['make', 'save', 'snapshot', 'protect', 'rekey', 'reopen', 'forget']),
    )
    const withoutLoss: Flush[] = []
    for (const without of flushes) {
      if (needless.test(without)) continue
      if ((await lossesOf({ hardLinks, without, atMost: 1 })).lost.length === 0) withoutLoss.push(without)
    }
    expect(withoutLoss).toEqual([])
  })
})

describe('power cuts one after the other', () => {
  it('lose nothing that was acknowledged', async () => {
    expect(await runPowerCuts(1500, 'one after the other')).toEqual([])
  })
})
