import type { Facts } from '#shared/contract'
import type { Locking } from '#shared/model/locking'
import { Activity } from '../activity/index.ts'
import { Inventory } from '../inventory/index.ts'
import { digest } from '../vault/index.ts'
import { AccountRecords } from './accounts/account-records.ts'
import { anchorIn } from './activity/activity-anchor.ts'
import { AuditDesk } from './findings/audit-desk.ts'
import { PolicyDesk } from './findings/policy-desk.ts'
import { TrendKeep } from './findings/trend.ts'
import { BackupDesk } from './backup/backup-desk.ts'
import { BulkKeep } from './bulk/bulk-keep.ts'
import { Bulks } from './bulk/bulks.ts'
import { Capture } from './secrets/capture.ts'
import { Checks } from './accounts/checks.ts'
import { ClipboardGuard } from './secrets/clipboard-guard.ts'
import type { Context } from './context.ts'
import type { AppParts } from './app-parts.ts'
import { tryEnded } from './operations/ending-try.ts'
import { Endings } from './operations/endings.ts'
import { keepCalendar } from './expiry/keep-calendar.ts'
import { credentials, ending, endingOf } from './expiry/credentials.ts'
import { ExpiryDesk } from './expiry/expiry-desk.ts'
import { stepChoice } from './expiry/step-choice.ts'
import { watchTerms } from './expiry/watch-terms.ts'
import { FactsSender } from './facts.ts'
import { FirstPage } from './list/first-page.ts'
import { FormLimits } from './tokens/form-limits.ts'
import { Imports } from './imports/imports.ts'
import { lookAtSecrets } from './secrets/learn-expiry.ts'
import { Jobs } from './jobs.ts'
import { Leaks } from './leaked/leaks.ts'
import { Network } from './network.ts'
import { Openings } from './vault/openings.ts'
import { OperationJournal } from './operations/operation-journal.ts'
import { Profiles } from './vault/profiles.ts'
import { RecoveryCodes } from './vault/recovery-codes.ts'
import { RecordIndex } from './record-index.ts'
import { Refresher } from './list/refresher.ts'
import { resumeAccount } from './operations/resume.ts'
import { RemovedPlaces } from './places/removed-places.ts'
import { tidyUndo } from './places/replace-undo.ts'
import { Reminders } from './operations/reminders.ts'
import { Replacements } from './places/replacements.ts'
import { Revealed } from './secrets/revealed.ts'
import { revokeReminders } from './operations/revoke-reminders.ts'
import { Rosters } from './team/rosters.ts'
import { Rows } from './list/rows.ts'
import { Scans } from './scan/scans.ts'
import { recordsTaken } from './together/follow-others.ts'
import { Sessions } from './accounts/sessions.ts'
import { Store } from './store.ts'
import { Unstored } from './secrets/unstored.ts'

/** What is joined only after the context. */
interface Later {
  readonly locking: () => Locking
  readonly told: (facts: Facts) => void
  readonly reload: Context['reload']
  readonly alone: Context['alone']
}

/** Joins the rooms for the use cases. `newLife` begins another life of the vault. */
export function createContext(parts: AppParts, later: Later): { context: Context; newLife: () => AbortController } {
  const { clock, random, log, vault, events } = parts
  const providers = new Map(parts.providers.map((provider) => [provider.record.id, provider]))
  const index = new RecordIndex(log)
  const activity = new Activity({ clock, log, snapshots: vault.snapshots, digest, anchor: anchorIn(vault.records) })
  const unstored = new Unstored(random, () => facts.now())
  const keep = new BulkKeep({ snapshots: vault.snapshots, log, clock, process: parts.ownProcess })
  const bulks = new Bulks(keep, () => facts.now())
  const recovery = new RecoveryCodes({ clock, random })
  const network = new Network(clock, () => facts.soon())
  const inventory = new Inventory({
    clock,
    log,
    snapshots: vault.snapshots,
    keyOf: (partId) => Buffer.from(digest(partId), 'base64url').toString('hex').slice(0, 36),
    changed: (tokenIds) => {
      expiry.changed(tokenIds)
      audits.soon()
      rows.changed(tokenIds)
    },
    isHeld: (tokenId) => index.heldOf(tokenId) !== undefined,
  })
  const profiles = new Profiles({
    fs: parts.fs,
    launcher: parts.launcher,
    opener: parts.opener,
    place: parts.place,
    changed: () => facts.now(),
  })
  const rows: Rows = new Rows({ clock, events, preferences: parts.preferences, inventory, index, providers })
  const capture = new Capture({ clock, guard: parts.screen, log, changed: () => facts.now() })
  const facts: FactsSender = new FactsSender({
    clock,
    events,
    preferences: parts.preferences,
    inventory,
    index,
    rows,
    network,
    unstored,
    profiles,
    vaultState: () => vault.state(),
    wantedOperation: () => reminders.wanted,
    expiry: () => expiry.facts(),
    calendarTrouble: () => calendar.trouble,
    audit: () => audits.state(),
    captureState: () => capture.state(),
    bulkState: () => bulks.state,
    locking: later.locking,
    told: later.told,
    refreshState: (accountId) => refresher.state(accountId),
  })
  const calendar = keepCalendar(parts, () => context)
  const expiry: ExpiryDesk = new ExpiryDesk({
    clock,
    log,
    notifier: parts.notifier,
    records: vault.records,
    tokens: () => ending(context),
    token: (tokenId) => endingOf(context, tokenId),
    credentials: () => credentials(context),
    terms: () => watchTerms(context),
    calendar,
    outside: parts.toldOutside,
    otherSteps: () => stepChoice(index, []).by,
    opaque: (tokenId) => vault.records.fingerprint(`notice ${tokenId}`),
    isBusy: () => refresher.isAnyRunning,
    namesInNotices: () => parts.preferences.get().namesInNotices,
    changed: () => facts.now(),
  })
  const reminders = new Reminders({
    clock,
    notifier: parts.notifier,
    reminders: () => revokeReminders(context),
    changed: () => facts.now(),
  })
  const catalogue = [...parts.providers.map(({ record }) => record), parts.other]
  const policy = new PolicyDesk({ fs: parts.fs, catalogue, chosen: () => parts.preferences.get().policy })
  const audits = new AuditDesk({
    clock,
    random,
    log,
    policy,
    keep: new TrendKeep(vault.snapshots, log),
    oneCommand: parts.oneCommand === true,
    isOpen: () => vault.state().kind === 'open',
    changedSoon: () => facts.soon(),
    changedNow: () => facts.now(),
    judge: async (book, wasThere) => (await import('./findings/findings.ts')).judge(context, book, wasThere),
  })
  const store = new Store({
    vault,
    index,
    rows,
    facts,
    expiry,
    audits,
    log,
    taken: (changes) => recordsTaken(context, changes),
  })
  const accounts = new AccountRecords(index, store)
  const sessions = new Sessions({ records: vault.records, accounts, providers, network, log })
  const rosters = new Rosters({ clock, log, snapshots: vault.snapshots, changed: () => audits.soon() })
  const refresher: Refresher = new Refresher({
    rosters,
    clock,
    log,
    accounts,
    inventory,
    sessions,
    network,
    rows,
    changedSoon: () => facts.soon(),
    changedNow: () => facts.now(),
    afterwards: async (accountId) => {
      await resumeAccount(context, accountId)
      await lookAtSecrets(context, accountId)
      await tidyUndo(context)
    },
  })
  let life = new AbortController()
  const context: Context = {
    ...parts,
    providers,
    catalogue,
    inventory,
    activity,
    page: new FirstPage({ snapshots: vault.snapshots, log }),
    index,
    store,
    rows,
    facts,
    jobs: new Jobs(),
    accounts,
    rosters,
    sessions,
    refresher,
    journal: new OperationJournal({
      clock,
      index,
      store,
      log,
      process: parts.ownProcess,
      run: random.uuid(),
      worked: () => {
        context.endings.wake()
        reminders.follow()
      },
    }),
    unstored,
    profiles,
    openings: new Openings(vault, activity),
    recovery,
    clipboard: new ClipboardGuard({
      clock,
      clipboard: parts.clipboard,
      mark: parts.clipboardMark,
      log,
      mayLeaveMark: () => {
        const state = vault.state()
        return state.kind !== 'open' || state.storage !== 'session'
      },
      cleared: (cleared) => events.emit('clipboard', { cleared }),
    }),
    revealed: new Revealed({ clock, events, capture }),
    capture,
    checks: new Checks(clock, random),
    leaks: new Leaks(clock, random),
    imports: new Imports(clock, random),
    bulks,
    audits,
    policy,
    reminders,
    expiry,
    calendar,
    endings: new Endings({
      clock,
      log,
      journal: () => context.journal,
      tryEnded: (entry) => tryEnded(context, entry),
    }),
    removedPlaces: new RemovedPlaces(vault),
    replacements: new Replacements(vault),
    scans: new Scans(clock, random, vault),
    network,
    limits: new FormLimits(),
    life: () => life.signal,
    desk: new BackupDesk(random),
    reload: later.reload,
    alone: later.alone,
  }
  return {
    context,
    newLife: () => {
      life = new AbortController()
      return life
    },
  }
}
