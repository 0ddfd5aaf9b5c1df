import { start, type App } from '../app/start.ts'
import { unlockedBy } from '../app/vault/vault-use.ts'
import { createAdapters, type Surroundings } from './adapters.ts'
import type { Means, OwnVault } from './own-vault.ts'

/** Everything that is more than the vault. It is large, so nothing else imports it before it is needed. */
export interface WholeApp {
  readonly app: App
  /** The app hears of an unlocking that has begun and, where `noted`, its activity log. Throws what `unlocking` does. */
  unlocked(means: Means, noted: boolean, unlocking: Promise<void>): Promise<void>
}

/** The app on a vault that is being opened, or about to be. */
export function wholeApp({ place, ports, vault }: OwnVault, surroundings: Surroundings): WholeApp {
  const app = start({ ...createAdapters(place, ports, surroundings), vault })
  const { context } = app
  return {
    app,
    unlocked: (means, noted, unlocking) =>
      noted ? unlockedBy(context, means, () => unlocking) : context.openings.told(() => unlocking),
  }
}
