import { createVault, type Vault } from '#main/vault/index'
import { FakeClock } from '#test/support/fake-clock'
import type { FakeDisk } from '#test/support/fake-disk'
import { FakeFileSystem } from '#test/support/fake-file-system'
import { FakeLog } from '#test/support/fake-log'
import { FakeRandom } from '#test/support/fake-random'
import { FakeSealer } from '#test/support/fake-sealer'

export const profile = '/profile'
export const folder = '/profile/vault'

/** One process over a fake disk, with a vault that nobody has opened yet. */
export interface Stage {
  readonly vault: Vault
  readonly fs: FakeFileSystem
  readonly clock: FakeClock
  readonly log: FakeLog
}

export interface StageOptions {
  /** Two processes over one disk need different ones, as two real ones have different randomness. */
  readonly seed: string
  /** When it starts; each start over the same disk is later than the one before. */
  readonly now?: number
  readonly hardLinks?: boolean
  /** One clock for processes that wait for each other. */
  readonly clock?: FakeClock
  readonly sealer?: FakeSealer
  /** What each call to the disk waits for. */
  readonly wait?: () => Promise<void>
}

export function setStage(disk: FakeDisk, options: StageOptions): Stage {
  const { seed, now, hardLinks = true, clock = new FakeClock(now), sealer = new FakeSealer(), wait } = options
  const fs = new FakeFileSystem(disk, wait)
  fs.now = () => clock.now()
  if (!hardLinks) fs.failOn('link', 'ENOTSUP')
  const log = new FakeLog()
  const ports = { fs, clock, random: new FakeRandom(seed), sealer, log }
  return { vault: createVault(ports, { folder, purpose: 'test' }), fs, clock, log }
}

/** Lets work run to its end; time goes on a little with every turn, for whoever waits to try again. */
export async function finished<T>(work: Promise<T>, clock: FakeClock): Promise<T> {
  const progress = { done: false }
  const mark = () => {
    progress.done = true
  }
  work.then(mark, mark)
  for (let turns = 0; turns < 100_000; turns += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    if (progress.done) return work
    clock.advance(25)
  }
  throw new Error('this work never ends')
}
