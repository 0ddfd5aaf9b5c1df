import type { z } from 'zod'
import type { Channel, contract, Output } from '#shared/contract'
import { checkActivity, listActivity } from './activity/activity-log.ts'
import { exportActivity } from './activity/activity-export.ts'
import { addAccount } from './accounts/account-add.ts'
import { checkAccount } from './accounts/account-check.ts'
import { reenterCredential } from './accounts/account-reenter.ts'
import { removeAccount } from './accounts/account-remove.ts'
import { renameAccount } from './accounts/account-rename.ts'
import { annotateToken, copyText } from './tokens/annotate.ts'
import { auditLogs, exportAuditLog, listAuditLog } from './activity/audit-log.ts'
import { chooseBackup, dropBackup, keptStates, letGoState, makeBackup, proveBackup } from './backup/backup.ts'
import { previewKept, previewRestore, restoreBackup } from './backup/backup-restore.ts'
import { startBulkRegenerate } from './bulk/bulk-regenerate.ts'
import { startBulkRevoke } from './bulk/bulk-revoke.ts'
import { startBulkRevokeOld } from './bulk/bulk-revoke-old.ts'
import { bulkAgain, bulkLeft, bulkResults, goOnWithBulk } from './bulk/bulk-start.ts'
import type { Context } from './context.ts'
import { continueOperation } from './operations/continue.ts'
import { createToken } from './tokens/create.ts'
import { exportList, exportSecrets } from './tokens/export.ts'
import { asFailure } from './failures.ts'
import { forgetSecret } from './secrets/forget-secret.ts'
import { formOptions } from './tokens/form-options.ts'
import { createGuided } from './tokens/guided-create.ts'
import { openGuide } from './tokens/guided-open.ts'
import { regenerateGuided } from './tokens/guided-regenerate.ts'
import { revokeGuided } from './tokens/guided-revoke.ts'
import { cleanFile, previewClean } from './imports/import-clean.ts'
import { readFound } from './imports/import-found.ts'
import { chooseImport, readDropped, readPasted, unlockImport } from './imports/import-read.ts'
import { storeImported } from './imports/import-store.ts'
import { readLeaked } from './leaked/leaked-read.ts'
import { lookAtLeaks, revokeLeaked } from './leaked/leaked-revoke.ts'
import { namedAddresses } from './accounts/named-addresses.ts'
import { openLink } from './tokens/open-link.ts'
import { addOther, editOther, removeOther } from './tokens/other-tokens.ts'
import { answerOwnCredential } from './accounts/own-credential.ts'
import { lookAtPlace } from './places/place-look.ts'
import { addPlace, editPlace, putPlaceBack, removePlace, setReplaced } from './places/places.ts'
import { refreshInventory } from './list/refresh.ts'
import { regenerateToken } from './tokens/regenerate.ts'
import { previewReplace, replaceHere } from './places/replace-here.ts'
import { undoReplace } from './places/replace-undo.ts'
import { copySecret, revealSecret } from './secrets/reveal-secret.ts'
import { revokeToken } from './tokens/revoke.ts'
import { listForRevokeAll, revokeAll } from './operations/revoke-all.ts'
import { checkRevokedAll } from './operations/revoke-all-guided.ts'
import { runScan } from './scan/scan.ts'
import { addScanFolder, removeScanFolder, scanChoices } from './scan/scan-choices.ts'
import { rememberFound } from './scan/scan-remember.ts'
import { storeSecret } from './secrets/store-secret.ts'
import { updateToken } from './tokens/update.ts'
import {
  acceptOlder,
  confirmRecovery,
  createVault,
  drawRecovery,
  protectVault,
  unlockVault,
  useOlderGeneration,
} from './vault/vault-use.ts'

/** One function a channel: takes checked input, gives the output or throws `Failure`. */
export type Handlers = {
  readonly [C in Channel]: (input: z.output<(typeof contract)[C]['input']>) => Promise<Output<C>>
}

/** Resolves when the vault is open and what it tells is known. Throws Failure('vault-locked') when it is not open. */
export type Opened = () => Promise<void>

/** Joins every channel of the contract with its use case. */
export function createHandlers(context: Context, opened: Opened, lock: () => Promise<void>): Handlers {
  type Use<I, O> = (context: Context, input: I) => Promise<O>
  type Job<I, O> = (context: Context, input: I, signal: AbortSignal) => Promise<O>

  const guarded = async <O>(action: () => Promise<O>): Promise<O> => {
    try {
      return await action()
    } catch (error) {
      throw asFailure(error, context.log, 'handler')
    }
  }
  /** A use case without the vault's content. */
  const always =
    <I, O>(use: Use<I, O>) =>
    (input: I) =>
      guarded(() => use(context, input))
  const open =
    <I, O>(use: Use<I, O>) =>
    (input: I) =>
      guarded(async () => {
        await opened()
        return use(context, input)
      })
  /** Can be cancelled from its first moment on, also while what the vault tells is still being loaded. */
  const job =
    <I extends { jobId: string }, O>(use: Job<I, O>) =>
    (input: I) =>
      guarded(() =>
        context.jobs.run(input.jobId, async (signal) => {
          await opened()
          return use(context, input, signal)
        }),
      )
  /** The same for a use case that gives nothing back. */
  const silent =
    <I, R extends unknown[]>(use: (context: Context, input: I, ...rest: R) => Promise<void>) =>
    async (one: Context, input: I, ...rest: R) => {
      await use(one, input, ...rest)
      return {}
    }
  const thenOpened =
    <I>(use: Use<I, void>) =>
    async (one: Context, input: I) => {
      await use(one, input)
      if (one.vault.state().kind === 'open') await opened()
    }

  return {
    'app.start': always(async ({ revealed, facts, catalogue, info }) => {
      // What the page before showed went with it.
      revealed.conceal()
      return { facts: facts.facts(), catalogue: JSON.stringify(catalogue), ...info }
    }),
    'job.cancel': always(silent(async ({ jobs }, { jobId }) => jobs.cancel(jobId))),

    'vault.create': always(silent(thenOpened(createVault))),
    'vault.unlock': always(silent(thenOpened(unlockVault))),
    'vault.retry': always(silent(thenOpened(({ vault }) => vault.retry()))),
    'vault.showFolder': always(silent(({ opener, vault }) => opener.openFolder(vault.folder))),
    'vault.lock': always(silent(() => lock())),
    'vault.acceptOlder': always(silent(thenOpened(acceptOlder))),
    'vault.useOlderGeneration': always(silent(thenOpened(useOlderGeneration))),
    'vault.protect': job(silent(protectVault)),
    'vault.cancelRekey': always(silent(async ({ vault }) => vault.cancelRekey())),
    'vault.drawRecovery': open(drawRecovery),
    'vault.confirmRecovery': open(silent(confirmRecovery)),

    'profile.list': always(async ({ profiles }) => ({ profiles: await profiles.list() })),
    'profile.open': always(silent(({ profiles }, { name }) => profiles.open(name))),
    'profile.make': always(async ({ profiles }, { name }) => ({ name: await profiles.make(name) })),
    'profile.showFolder': always(silent(({ profiles }, { name }) => profiles.showFolder(name))),

    'account.named': open(namedAddresses),
    'account.check': job(checkAccount),
    'account.add': open(addAccount),
    'account.rename': open(silent(renameAccount)),
    'account.reenter': job(silent(reenterCredential)),
    'account.remove': open(silent(removeAccount)),

    'inventory.refresh': job(silent(refreshInventory)),

    'token.annotate': open(silent(annotateToken)),
    'token.copyText': open(silent(copyText)),
    'link.open': open(silent(openLink)),
    'token.formOptions': job(formOptions),
    'token.create': job(createToken),
    'guided.open': open(silent(openGuide)),
    'guided.create': job(createGuided),
    'guided.regenerate': job(regenerateGuided),
    'guided.revoke': job(revokeGuided),
    'revokeAll.list': job(listForRevokeAll),
    'revokeAll.call': job(revokeAll),
    'revokeAll.check': job(checkRevokedAll),
    'bulkRevoke.start': open(startBulkRevoke),
    'bulkRegenerate.start': open(startBulkRegenerate),
    'bulkRevokeOld.start': open(startBulkRevokeOld),
    'bulk.results': open(bulkResults),
    'bulk.left': open(bulkLeft),
    'bulk.stop': open(silent(async ({ bulks }, { bulkId }) => bulks.get(bulkId).stop())),
    'bulk.goOn': job(silent(goOnWithBulk)),
    'bulk.again': open(silent(bulkAgain)),
    'bulk.dismiss': open(silent(async ({ bulks }, { bulkId }) => bulks.dismiss(bulkId))),
    'token.update': job(silent(updateToken)),
    'token.regenerate': job(regenerateToken),
    'token.revoke': job(revokeToken),
    'token.ownCredential': open(silent(answerOwnCredential)),

    'operation.continue': job(silent(continueOperation)),
    'operation.shown': always(silent(async ({ reminders }, { operationId }) => reminders.shown(operationId))),
    'ending.tryAgain': open(silent(({ endings }, { operationId }) => endings.tryAgain(operationId))),
    'ending.dismiss': open(silent(({ endings }, { operationId }) => endings.dismiss(operationId))),
    'secret.storeAgain': open(async ({ unstored }, { unstoredId }) => ({
      secretId: await unstored.storeAgain(unstoredId),
    })),
    'secret.store': job(storeSecret),
    'secret.forget': open(silent(forgetSecret)),
    // What could not be stored can be seen and copied whatever state the vault is in, and a drawn recovery code seen.
    'secret.reveal': always(async (one, input) => {
      if (one.unstored.find(input.id) === undefined && one.recovery.find(input.id) === undefined) await opened()
      return revealSecret(one, input)
    }),
    'secret.copy': always(async (one, input) => {
      if (one.unstored.find(input.id) === undefined) await opened()
      return copySecret(one, input)
    }),

    'secret.conceal': always(silent(async ({ revealed }, { showing }) => revealed.conceal(showing))),
    'window.allowCapture': open(silent(async ({ capture }, { minutes }) => capture.allow(minutes))),

    'other.add': open(addOther),
    'other.edit': open(silent(editOther)),
    'other.remove': open(silent(removeOther)),

    'place.add': open(addPlace),
    'place.edit': open(silent(editPlace)),
    'place.setReplaced': open(silent(setReplaced)),
    'place.look': open(lookAtPlace),
    'place.remove': open(silent(removePlace)),
    'place.previewReplace': open(previewReplace),
    'place.replace': open(replaceHere),
    'place.undoReplace': open(undoReplace),
    'place.putBack': open(silent(putPlaceBack)),

    'scan.choices': open(scanChoices),
    'scan.addFolder': open(addScanFolder),
    'scan.removeFolder': open(removeScanFolder),
    'scan.run': job(runScan),
    'scan.remember': open(rememberFound),
    'scan.drop': always(silent(async ({ scans }, { scanId }) => scans.drop(scanId))),
    'import.choose': job(chooseImport),
    'import.dropped': job(readDropped),
    'import.paste': job(readPasted),
    'import.found': job(readFound),
    'import.unlock': job(unlockImport),
    'import.store': job(storeImported),
    'import.previewClean': job(previewClean),
    'import.clean': open(cleanFile),
    'import.forget': always(silent(async ({ imports }, { importId }) => imports.drop(importId))),

    'backup.make': job(makeBackup),
    'backup.choose': open(chooseBackup),
    'backup.prove': job(proveBackup),
    'backup.preview': job(previewRestore),
    'backup.restore': open(restoreBackup),
    'backup.kept': open(keptStates),
    'backup.previewKept': job(previewKept),
    'backup.letGo': open(silent(letGoState)),
    'backup.drop': always(silent(dropBackup)),
    'export.list': open(exportList),
    'export.secrets': job(exportSecrets),

    'leaked.read': open(readLeaked),
    'leaked.revoke': job(revokeLeaked),
    'leaked.look': job(lookAtLeaks),
    'leaked.drop': always(silent(async ({ leaks }, { leakId }) => leaks.drop(leakId))),

    'activity.list': open(listActivity),
    'activity.check': job(checkActivity),
    'activity.export': job(exportActivity),

    'audit.logs': open(auditLogs),
    'audit.list': job(listAuditLog),
    'audit.export': job(exportAuditLog),

    'preferences.set': always(
      silent(async ({ preferences, facts }, changes) => {
        const given = Object.entries(changes).filter(([, value]) => value !== undefined)
        preferences.set(Object.fromEntries(given))
        facts.now()
      }),
    ),
  }
}
