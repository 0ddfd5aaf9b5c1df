import type { ProviderRecord } from '#shared/model/provider'
import type { Activity } from '../activity/index.ts'
import type { Inventory } from '../inventory/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { Opener } from '../ports/desktop.ts'
import type { FilePicker } from '../ports/file-picker.ts'
import type { FileSystem } from '../ports/file-system.ts'
import type { ImportReader } from '../ports/import-reader.ts'
import type { Log } from '../ports/log.ts'
import type { PlaceFiles } from '../ports/place-files.ts'
import type { PreferenceStore } from '../ports/preferences.ts'
import type { Provider } from '../ports/provider.ts'
import type { Random } from '../ports/random.ts'
import type { Scanner } from '../ports/scanner.ts'
import type { SignInStart } from '../ports/sign-in-start.ts'
import type { ToolPlaces } from '../ports/tool-places.ts'
import type { Vault } from '../vault/index.ts'
import type { AccountRecords } from './accounts/account-records.ts'
import type { AuditDesk } from './findings/audit-desk.ts'
import type { PolicyDesk } from './findings/policy-desk.ts'
import type { BackupDesk } from './backup/backup-desk.ts'
import type { Bulks } from './bulk/bulks.ts'
import type { Capture } from './secrets/capture.ts'
import type { Checks } from './accounts/checks.ts'
import type { ClipboardGuard } from './secrets/clipboard-guard.ts'
import type { Endings } from './operations/endings.ts'
import type { CalendarKeeper } from './expiry/calendar-keeper.ts'
import type { ExpiryDesk } from './expiry/expiry-desk.ts'
import type { FactsSender } from './facts.ts'
import type { FirstPage } from './list/first-page.ts'
import type { FormLimits } from './tokens/form-limits.ts'
import type { Imports } from './imports/imports.ts'
import type { Jobs } from './jobs.ts'
import type { Leaks } from './leaked/leaks.ts'
import type { Network } from './network.ts'
import type { Openings } from './vault/openings.ts'
import type { OperationJournal } from './operations/operation-journal.ts'
import type { Profiles } from './vault/profiles.ts'
import type { RecoveryCodes } from './vault/recovery-codes.ts'
import type { RecordIndex } from './record-index.ts'
import type { Refresher } from './list/refresher.ts'
import type { Rosters } from './team/rosters.ts'
import type { RemovedPlaces } from './places/removed-places.ts'
import type { Reminders } from './operations/reminders.ts'
import type { Replacements } from './places/replacements.ts'
import type { Revealed } from './secrets/revealed.ts'
import type { Events, Rows } from './list/rows.ts'
import type { Scans } from './scan/scans.ts'
import type { Sessions } from './accounts/sessions.ts'
import type { Store } from './store.ts'
import type { Unstored } from './secrets/unstored.ts'

/** What the app tells of itself. */
export interface AppInfo {
  readonly demo: boolean
  readonly version: string
  readonly platform: string
}

/** Everything a use case may need. Use cases are functions of it. */
export interface Context {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly opener: Opener
  readonly fs: FileSystem
  readonly picker: FilePicker
  /** Absent in a terminal. */
  readonly signInStart?: SignInStart
  readonly toolPlaces: ToolPlaces
  readonly placeFiles: PlaceFiles
  readonly scanner: Scanner
  readonly importReader: ImportReader
  readonly events: Events
  readonly preferences: PreferenceStore
  readonly info: AppInfo
  /** This run is for one command: nothing begins by itself, neither by a schedule nor because it was left over. */
  readonly oneCommand?: true
  readonly vault: Vault
  readonly providers: ReadonlyMap<string, Provider>
  /** All providers as data, "Other service" last. */
  readonly catalogue: readonly ProviderRecord[]
  readonly inventory: Inventory
  readonly activity: Activity
  readonly page: FirstPage
  readonly index: RecordIndex
  readonly store: Store
  readonly rows: Rows
  readonly facts: FactsSender
  readonly jobs: Jobs
  readonly accounts: AccountRecords
  /** Members of what tokens belong to. */
  readonly rosters: Rosters
  readonly sessions: Sessions
  readonly refresher: Refresher
  readonly journal: OperationJournal
  readonly unstored: Unstored
  readonly profiles: Profiles
  readonly openings: Openings
  readonly recovery: RecoveryCodes
  readonly clipboard: ClipboardGuard
  readonly revealed: Revealed
  readonly capture: Capture
  readonly checks: Checks
  readonly leaks: Leaks
  readonly imports: Imports
  readonly bulks: Bulks
  readonly audits: AuditDesk
  readonly policy: PolicyDesk
  readonly endings: Endings
  readonly expiry: ExpiryDesk
  readonly calendar: CalendarKeeper
  readonly reminders: Reminders
  readonly removedPlaces: RemovedPlaces
  readonly replacements: Replacements
  readonly scans: Scans
  readonly network: Network
  readonly limits: FormLimits
  /** Aborts when the vault or the app is closed: for calls that no person can cancel. */
  readonly life: () => AbortSignal
  /** The backup that a person has chosen. */
  readonly desk: BackupDesk
  /** Loads everything anew from the vault, after more of it changed than can be told in changes. Never throws. */
  readonly reload: () => Promise<void>
  /** Runs what changes everything at once; see `Lifecycle.alone`. */
  readonly alone: <T>(action: () => Promise<T>) => Promise<T>
}
