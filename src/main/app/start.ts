import { join } from 'node:path'
import type { HttpFetch } from '../ports/http.ts'
import type { KeySealer } from '../ports/key-sealer.ts'
import type { Provider } from '../ports/provider.ts'
import { createProviders, otherRecord } from '../providers/index.ts'
import { ClipboardMarkFile, type ScryptCost } from '../vault/index.ts'
import type { AppPorts } from './app-parts.ts'
import { createApp, type App } from './create-app.ts'
import { ToldOutside } from './expiry/told-outside.ts'
import { profileVault, type Purpose, type Vault } from './vault/profile-vault.ts'

export type { App } from './create-app.ts'
export type { Handlers } from './handlers.ts'

/** The world, as a root hands it in. */
export interface Adapters extends AppPorts {
  readonly sealer: KeySealer
  readonly http: HttpFetch
  /** The folder of the profile. */
  readonly folder: string
  /** What vaults of this root are for; it refuses those of another. */
  readonly purpose: Purpose
  /** The vault of this folder, where a root has begun to open it already. */
  readonly vault?: Vault
  /** What the demo root tells of the providers: that their services are simulators, and how to sign in to those. */
  readonly asOffered?: (providers: readonly Provider[]) => readonly Provider[]
  /** Cheaper passphrases, in test roots only. */
  readonly scryptCost?: ScryptCost
}

/** Everything below the window, over any adapters. Nothing happens before `open`. */
export function start(adapters: Adapters): App {
  const { clock, random, log, fs, sealer, http, folder, purpose, scryptCost } = adapters
  const providers = createProviders({ http, clock })
  const vault =
    adapters.vault ??
    profileVault(
      { fs, clock, random, sealer, log, process: adapters.ownProcess },
      { folder, purpose, ...(scryptCost === undefined ? {} : { scryptCost }) },
    )
  const clipboardMark = new ClipboardMarkFile({ fs, clock, random, log }, join(folder, 'clipboard.mark'))
  const toldOutside = new ToldOutside({ fs, clock, random, log }, join(folder, 'told.mark'))
  return createApp({
    ...adapters,
    vault,
    clipboardMark,
    toldOutside,
    providers: adapters.asOffered?.(providers) ?? providers,
    other: otherRecord,
  })
}
