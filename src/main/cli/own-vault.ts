import { join } from 'node:path'
import { systemClock } from '../adapters/node/clock.ts'
import { createFileLog } from '../adapters/node/file-log.ts'
import { createFileSystem } from '../adapters/node/file-system.ts'
import { ownProcess } from '../adapters/node/own-process.ts'
import type { Profile } from '../adapters/node/profile-folder.ts'
import { systemRandom } from '../adapters/node/random.ts'
import { waitingFiles } from '../adapters/node/waiting-files.ts'
import { profileVault, type Purpose, type Vault, type VaultPorts } from '../app/vault/profile-vault.ts'
import { SealerError, type KeySealer } from '../ports/key-sealer.ts'
import type { Log } from '../ports/log.ts'

/** What vaults of the command line are for. */
export const purpose: Purpose = 'real'

// The keystore of the OS opens for the app alone: it tells programs apart, and this is another one.
const noSealer: KeySealer = {
  probe: async () => ({ level: 'none', platform: process.platform, tag: '', store: '' }),
  seal: () => Promise.reject(new SealerError('not-available')),
  open: () => Promise.reject(new SealerError('not-available')),
}

/** What a person can open a vault with here. */
export type Means = 'passphrase' | 'recovery'

export type OwnPorts = Required<VaultPorts>

/** This computer, as far as a vault needs it. */
export function ownPorts({ folder }: Profile): OwnPorts {
  return {
    fs: createFileSystem(waitingFiles()),
    clock: systemClock,
    random: systemRandom,
    sealer: noSealer,
    log: troublesOnly(createFileLog(join(folder, 'logs'), systemClock)),
    process: ownProcess,
  }
}

/** The vault that a command works on, and what it stands on. */
export interface OwnVault {
  readonly place: Profile
  readonly ports: OwnPorts
  readonly vault: Vault
}

/** The vault of `place`, without the app around it, to be looked at only or to be changed. Nothing is read before it is opened. */
export function vaultAt(place: Profile, onlyLooks: boolean): OwnVault {
  const ports = ownPorts(place)
  return { place, ports, vault: profileVault(ports, { folder: place.folder, purpose, onlyLooks }) }
}

/** What goes well is not worth a line for every command: reading a list writes nothing. */
function troublesOnly(log: Log): Log {
  return { info: () => undefined, warn: log.warn, error: log.error }
}
