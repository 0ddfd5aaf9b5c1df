import { closeDialog, openDialog, type Dialog } from '#renderer/dialogs'
import {
  AddAccountDialog,
  ReenterTokenDialog,
  RemoveAccountDialog,
  RenameAccountDialog,
} from '#renderer/features/accounts/index'
import { ActivityDialog } from '#renderer/features/activity/index'
import { DecideDialog, PolicyDialog } from '#renderer/features/audit/index'
import { AuditLogDialog } from '#renderer/features/audit-log/index'
import {
  BackupSection,
  ExportDialog,
  KeptStateDialog,
  MakeBackupDialog,
  ProveBackupDialog,
  RestoreDialog,
} from '#renderer/features/backup/index'
import {
  BulkProgressDialog,
  BulkRegenerateDialog,
  BulkRevokeDialog,
  WalkAllDialog,
} from '#renderer/features/bulk/index'
import { NewTokenDialog } from '#renderer/features/create/index'
import { StoreSecretDialog, UnstoredSecretDialog } from '#renderer/features/held/index'
import { ImportDialog } from '#renderer/features/import/index'
import { InspectDialog } from '#renderer/features/inspect/index'
import { LeakedDialog } from '#renderer/features/leaked/index'
import { OperationDialog } from '#renderer/features/operations/index'
import { OtherServiceDialog } from '#renderer/features/other/index'
import { ProvidersDialog, ProvidersSection } from '#renderer/features/providers/index'
import { RegenerateDialog } from '#renderer/features/regenerate/index'
import { RevokeDialog } from '#renderer/features/revoke/index'
import { RevokeAllDialog } from '#renderer/features/revoke-all/index'
import { ScanDialog } from '#renderer/features/scan/index'
import { ProtectDialog, RecoveryCodeDialog, SettingsDialog } from '#renderer/features/settings/index'
import { EditTokenDialog } from '#renderer/features/update/index'
import { OffboardDialog } from '#renderer/features/team/index'
import { CalendarDialog } from '#renderer/features/calendar/index'
import { TagDialog } from '#renderer/features/tag/index'
import { WarningsDialog } from '#renderer/features/warnings/index'

/** The dialog that is open. */
export function OpenDialog({ dialog }: { readonly dialog: Dialog }) {
  const onClose = closeDialog
  switch (dialog.kind) {
    case 'add-account':
      return <AddAccountDialog onClose={onClose} />
    case 'rename-account':
      return <RenameAccountDialog {...dialog} onClose={onClose} />
    case 'reenter-token':
      return <ReenterTokenDialog {...dialog} onClose={onClose} />
    case 'remove-account':
      return <RemoveAccountDialog {...dialog} onClose={onClose} />
    case 'new-token':
      return <NewTokenDialog {...dialog} onClose={onClose} />
    case 'edit-token':
      return <EditTokenDialog {...dialog} onClose={onClose} />
    case 'regenerate':
      return <RegenerateDialog {...dialog} onClose={onClose} />
    case 'revoke':
      return <RevokeDialog {...dialog} onClose={onClose} />
    case 'revoke-all':
      return <RevokeAllDialog {...dialog} onClose={onClose} />
    case 'warnings':
      return <WarningsDialog {...dialog} onClose={onClose} />
    case 'tag':
      return <TagDialog {...dialog} onClose={onClose} />
    case 'bulk-revoke':
      return <BulkRevokeDialog {...dialog} onClose={onClose} />
    case 'bulk-regenerate':
      return <BulkRegenerateDialog {...dialog} onClose={onClose} />
    case 'offboard':
      return <OffboardDialog {...dialog} onClose={onClose} />
    case 'walk-all':
      return <WalkAllDialog onClose={onClose} />
    case 'bulk-progress':
      return <BulkProgressDialog onClose={onClose} />
    case 'store-secret':
      return <StoreSecretDialog {...dialog} onClose={onClose} />
    case 'other-service':
      return <OtherServiceDialog {...dialog} onClose={onClose} />
    case 'settings':
      return (
        <SettingsDialog {...dialog} onClose={onClose}>
          <BackupSection />
          <ProvidersSection />
        </SettingsDialog>
      )
    case 'providers':
      return <ProvidersDialog onClose={onClose} />
    case 'leaked':
      return <LeakedDialog {...dialog} onClose={onClose} />
    case 'inspect':
      return <InspectDialog {...dialog} onClose={onClose} />
    case 'scan':
      return <ScanDialog onClose={onClose} />
    case 'import':
      return <ImportDialog {...dialog} onClose={onClose} />
    case 'make-backup':
      return <MakeBackupDialog onClose={onClose} />
    case 'prove-backup':
      return <ProveBackupDialog onClose={onClose} />
    case 'restore-backup':
      return <RestoreDialog onClose={dialog.thenCode ? () => openDialog({ kind: 'recovery-code' }) : onClose} />
    case 'kept-state':
      return <KeptStateDialog {...dialog} onClose={onClose} />
    case 'activity':
      return <ActivityDialog {...dialog} onClose={onClose} />
    case 'decide':
      return <DecideDialog {...dialog} onClose={onClose} />
    case 'policy':
      return <PolicyDialog onClose={onClose} />
    case 'audit-log':
      return <AuditLogDialog {...dialog} onClose={onClose} />
    case 'calendar':
      return <CalendarDialog {...dialog} onClose={onClose} />
    case 'export-list':
      return <ExportDialog onClose={onClose} />
    case 'protect':
      return <ProtectDialog {...dialog} onClose={onClose} />
    case 'recovery-code':
      return <RecoveryCodeDialog onClose={onClose} />
    case 'operation':
      return <OperationDialog {...dialog} onClose={onClose} />
    case 'unstored':
      return <UnstoredSecretDialog {...dialog} onClose={onClose} />
  }
}
