import type { ProviderRecord } from '#shared/model/provider'
import type { Clock } from '../ports/clock.ts'
import type { Clipboard, Opener, ScreenGuard } from '../ports/desktop.ts'
import type { FilePicker } from '../ports/file-picker.ts'
import type { FileSystem } from '../ports/file-system.ts'
import type { FolderWatch } from '../ports/folder-watch.ts'
import type { ImportReader } from '../ports/import-reader.ts'
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
import type { ClipboardMarkFile, Vault } from '../vault/index.ts'
import type { AppInfo } from './context.ts'
import type { ToldOutside } from './expiry/told-outside.ts'
import type { LockerPorts } from './vault/locker.ts'
import type { ProfilePlace } from './vault/profiles.ts'
import type { Events } from './list/rows.ts'

/** The world as a root hands it in, as far as use cases see it. */
export interface AppPorts extends LockerPorts {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly clipboard: Clipboard
  readonly screen: ScreenGuard
  readonly opener: Opener
  readonly fs: FileSystem
  /** Absent where nobody shows what another process saves. */
  readonly watchFolder?: FolderWatch
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
  readonly info: AppInfo
  /** This run is for one command: nothing begins by itself, neither by a schedule nor because it was left over. */
  readonly oneCommand?: true
  /** Which profile this is. */
  readonly place: ProfilePlace
  readonly ownProcess: OwnProcess
  readonly launcher: ProfileLauncher
}

/** What the use cases run on. */
export interface AppParts extends AppPorts {
  readonly clipboardMark: ClipboardMarkFile
  readonly toldOutside: ToldOutside
  readonly vault: Vault
  readonly providers: readonly Provider[]
  /** The record of "Other service". */
  readonly other: ProviderRecord
}
