import { FakeDisk } from '#test/support/fake-disk'
import { FakeRandom } from '#test/support/fake-random'
import { cutEverywhere, survey } from './power-cuts.ts'

/** How many times the power goes, one time after the other, before a new vault is made. */
const cutsOfALife = 5
const hours = 3_600_000

/**
 * So many power cuts: vaults that go from one cut to the next, now with hard links and now without, each played for a few
 * steps with the power taken at every call. Gives a line for each loss.
 */
export async function runPowerCuts(cuts: number, seed: string): Promise<string[]> {
  const random = new FakeRandom(`power cuts ${seed}`)
  const losses: string[] = []
  let done = 0
  for (let life = 0; done < cuts; life += 1) {
    let disk = new FakeDisk()
    let from: { step: number; now: number } | undefined
    for (let cutsLeft = cutsOfALife; cutsLeft > 0 && done < cuts; cutsLeft -= 1) {
      const survivors: { disk: FakeDisk; step: number; now: number }[] = []
      const options = {
        seed: `${seed}-${life}-${cutsLeft}`,
        steps: 2 + random.below(8),
        hardLinks: random.chance() < 0.5,
      }
      await cutEverywhere(disk, {
        ...options,
        ...(from === undefined ? {} : { from }),
        onCut: async (cut) => {
          const found = await survey(cut)
          done += 1
          if ('lost' in found) losses.push(found.lost)
          else if (found.step >= 0)
            survivors.push({ disk: cut.disk, step: found.step, now: cut.now + random.below(2) * 2 * hours })
          return done >= cuts
        },
      })
      const survivor = survivors[random.below(survivors.length)]
      if (survivor === undefined) break
      disk = survivor.disk
      from = survivor
    }
  }
  return losses
}
