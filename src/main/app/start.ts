import { join } from 'node:path'
import type { Clock } from '../ports/clock.ts'
import type { Clipboard, Opener, ScreenGuard } from '../ports/desktop.ts'
import type { FilePicker } from '../ports/file-picker.ts'
import type { FileSystem } from '../ports/file-system.ts'
import type { FolderWatch } from '../ports/folder-watch.ts'
import type { HttpFetch } from '../ports/http.ts'
import type { ImportReader } from '../ports/import-reader.ts'
import type { KeySealer } from '../ports/key-sealer.ts'
import type { Log } from '../ports/log.ts'
import type { OwnProcess } from '../ports/own-process.ts'
import type { PlaceFiles } from '../ports/place-files.ts'
import type { Presence } from '../ports/presence.ts'
import type { PreferenceStore } from '../ports/preferences.ts'
import type { ProfileLauncher } from '../ports/profile-launcher.ts'
import type { Provider } from '../ports/provider.ts'
import type { Random } from '../ports/random.ts'
import type { Scanner } from '../ports/scanner.ts'
import type { SignInStart } from '../ports/sign-in-start.ts'
import type { ToolPlaces } from '../ports/tool-places.ts'
import { createProviders, otherRecord } from '../providers/index.ts'
import { ClipboardMarkFile, type ScryptCost } from '../vault/index.ts'
import type { AppInfo } from './context.ts'
import { createApp, type App } from './create-app.ts'
import { ToldOutside } from './expiry/told-outside.ts'
import type { LockerPorts } from './vault/locker.ts'
import { profileVault, type Vault } from './vault/profile-vault.ts'
import type { ProfilePlace } from './vault/profiles.ts'
import type { Events } from './list/rows.ts'

export type { App } from './create-app.ts'
export type { Handlers } from './handlers.ts'

/** The world, as a root hands it in. */
export interface Adapters extends LockerPorts {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly fs: FileSystem
  /** Absent where nobody shows what another process saves. */
  readonly watchFolder?: FolderWatch
  readonly sealer: KeySealer
  readonly http: HttpFetch
  readonly clipboard: Clipboard
  readonly screen: ScreenGuard
  readonly opener: Opener
  readonly picker: FilePicker
  /** Absent in a terminal. */
  readonly presence?: Presence
  readonly signInStart?: SignInStart
  readonly toolPlaces: ToolPlaces
  readonly placeFiles: PlaceFiles
  readonly scanner: Scanner
  readonly importReader: ImportReader
  readonly preferences: PreferenceStore
  readonly events: Events
  /** The folder of the profile. */
  readonly folder: string
  /** Which profile that is. */
  readonly place: ProfilePlace
  readonly launcher: ProfileLauncher
  readonly ownProcess: OwnProcess
  /** What vaults of this root are for; it refuses those of another. */
  readonly purpose: 'real' | 'demo' | 'test'
  /** What the demo root tells of the providers: that their services are simulators, and how to sign in to those. */
  readonly asOffered?: (providers: readonly Provider[]) => readonly Provider[]
  /** Cheaper passphrases, in test roots only. */
  readonly scryptCost?: ScryptCost
  readonly info: AppInfo
  /** The vault of this folder, where a root has begun to open it already. */
  readonly vault?: Vault
  /** This run is for one command: nothing begins by itself, neither by a schedule nor because it was left over. */
  readonly oneCommand?: true
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
