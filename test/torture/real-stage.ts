import { createFileSystem } from '#main/adapters/node/file-system'
import type { NodeFiles } from '#main/adapters/node/file-system'
import { systemRandom } from '#main/adapters/node/random'
import type { Clock } from '#main/ports/clock'
import { createVault, type Vault } from '#main/vault/index'
import { FakeLog } from '#test/support/fake-log'
import { FakeSealer } from '#test/support/fake-sealer'
import { steppedFiles, type Around } from './stepped-files.ts'

export interface RealStageOptions {
  readonly folder: string
  readonly clock: Clock
  /** False: `link` is refused, as on FAT and some network storage. */
  readonly hardLinks: boolean
  /** Stands around every call to the disk. */
  readonly around?: Around
}

/** A vault on the real disk with the real randomness, and a keystore that is always the same. Nobody has opened it yet. */
export function setRealStage({ folder, clock, hardLinks, around = plainly }: RealStageOptions): Vault {
  const stepped = steppedFiles(around)
  const refuse: NodeFiles['link'] = () =>
    Promise.reject(Object.assign(new Error('no hard links here'), { code: 'ENOTSUP' }))
  const ports = {
    fs: createFileSystem(hardLinks ? stepped : { ...stepped, link: refuse }),
    clock,
    random: systemRandom,
    sealer: new FakeSealer(),
    log: new FakeLog(),
  }
  return createVault(ports, { folder, purpose: 'test' })
}

const plainly: Around = (_call, _path, action) => action()

/** The system's time, moved on by `ahead` ms; its timers run a hundred times as fast, so that tidying comes in between. */
export function quickClock(ahead: number): Clock {
  return {
    now: () => Date.now() + ahead,
    after(ms, action) {
      const timer = setTimeout(action, ms / 100)
      timer.unref()
      return () => {
        clearTimeout(timer)
      }
    },
  }
}
