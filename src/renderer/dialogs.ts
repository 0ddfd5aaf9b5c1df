import { createStore } from 'zustand/vanilla'
import type { Made } from '#shared/contract'
import type { ImportAnswer } from '#shared/contract/import'
import type { Decision } from '#shared/model/finding'
import type { Instant } from '#shared/model/time'
import type { SlotKind, VaultState } from '#shared/model/vault'

/**
 * Every dialog there is, with what it is about. The frame shows the component of the open one; all of them take the
 * fields of their dialog (without `kind`) and `onClose`:
 * accounts: AddAccountDialog, RenameAccountDialog, ReenterTokenDialog, RemoveAccountDialog; create: NewTokenDialog;
 * update: EditTokenDialog; regenerate: RegenerateDialog; revoke: RevokeDialog; revoke-all: RevokeAllDialog;
 * bulk: BulkRevokeDialog, BulkRegenerateDialog, WalkAllDialog, BulkProgressDialog; held: StoreSecretDialog,
 * UnstoredSecretDialog; other: OtherServiceDialog; settings: SettingsDialog, ProtectDialog, RecoveryCodeDialog;
 * operations: OperationDialog; providers: ProvidersDialog; backup: MakeBackupDialog, ProveBackupDialog, RestoreDialog,
 * KeptStateDialog, ExportDialog; audit-log: AuditLogDialog; leaked: LeakedDialog; inspect: InspectDialog;
 * import: ImportDialog; audit: DecideDialog, PolicyDialog;
 * team: OffboardDialog; activity: ActivityDialog; scan: ScanDialog; tag: TagDialog; warnings: WarningsDialog;
 * calendar: CalendarDialog.
 */
export type Dialog =
  | { readonly kind: 'add-account' }
  | { readonly kind: 'rename-account'; readonly accountId: string }
  | { readonly kind: 'reenter-token'; readonly accountId: string }
  | { readonly kind: 'remove-account'; readonly accountId: string }
  /** What is given is chosen already when the form opens. `ownerKey` is that of `ownerKeyOf`. */
  | { readonly kind: 'new-token'; readonly accountId?: string; readonly ownerKey?: string; readonly tokenKind?: string }
  | { readonly kind: 'edit-token'; readonly tokenId: string }
  /** `walk`: it has its new secret already, and places wait for that. */
  | { readonly kind: 'regenerate'; readonly tokenId: string; readonly walk?: boolean }
  | { readonly kind: 'revoke'; readonly tokenId: string }
  /** Every token of the account's person at once. */
  | { readonly kind: 'revoke-all'; readonly accountId: string }
  /** Adds a tag to these tokens. */
  | { readonly kind: 'tag'; readonly tokenIds: readonly string[] }
  /** When to warn of a token, or of others of its account or provider. */
  | { readonly kind: 'warnings'; readonly tokenId: string }
  /** These tokens, one after the other. */
  | { readonly kind: 'bulk-revoke'; readonly tokenIds: readonly string[] }
  /** These tokens get new secrets, one after the other. */
  | { readonly kind: 'bulk-regenerate'; readonly tokenIds: readonly string[] }
  /** What is to be done with the tokens of somebody who leaves; `ownerKey` and `isYou` are those of the team view. */
  | { readonly kind: 'offboard'; readonly ownerKey: string; readonly name: string; readonly isYou: boolean }
  /** The places of all new secrets. */
  | { readonly kind: 'walk-all' }
  /** How far a run over many tokens is. */
  | { readonly kind: 'bulk-progress' }
  | { readonly kind: 'store-secret'; readonly tokenId: string }
  /** Without `tokenId`: a new one. */
  | { readonly kind: 'other-service'; readonly tokenId?: string }
  /** `at`: the part that the person asked for; otherwise they begin at the top. */
  | { readonly kind: 'settings'; readonly at?: 'vaults' }
  /** What works at each provider. */
  | { readonly kind: 'providers' }
  /** Ends leaked secrets: pasted ones, or the one of the vault that is named. */
  | { readonly kind: 'leaked'; readonly secretId?: string }
  /** Says what a value is, offline: a pasted one, the one of the vault that is named, or what was dropped onto the dialog. */
  | { readonly kind: 'inspect'; readonly secretId?: string; readonly files?: readonly File[] }
  /** Looks into files for the secrets of tokens. */
  | { readonly kind: 'scan' }
  /** Takes secrets in. `file`: the one that was dropped onto the window; `found`: what was read already. */
  | { readonly kind: 'import'; readonly file?: File; readonly found?: ImportAnswer }
  | { readonly kind: 'make-backup' }
  | { readonly kind: 'prove-backup' }
  /** `thenCode`: for a vault that was just made, whose recovery code comes afterwards. */
  | { readonly kind: 'restore-backup'; readonly thenCode?: boolean }
  /** The vault as it was before a backup replaced it; `at`: when that was. */
  | { readonly kind: 'kept-state'; readonly id: string; readonly at: Instant }
  | { readonly kind: 'export-list' }
  | { readonly kind: 'calendar' }
  /** Keyrack's own log of what was done: all of it, or about one token or account to begin with. */
  | { readonly kind: 'activity'; readonly tokenId?: string; readonly accountId?: string }
  /** What people decide about these findings. */
  | { readonly kind: 'decide'; readonly how: Decision['kind']; readonly findingIds: readonly string[] }
  /** What the audit goes by. */
  | { readonly kind: 'policy' }
  /** The provider's own log of what was done in the account's organizations. */
  | { readonly kind: 'audit-log'; readonly accountId: string }
  /**
   * How the vault opens. `compromised`: a slot that somebody else may be able to use; `recovered`: the vault has just been
   * opened with the recovery code.
   */
  | { readonly kind: 'protect'; readonly compromised?: SlotKind; readonly recovered?: boolean }
  /** A new recovery code: shown, asked back, and used. */
  | { readonly kind: 'recovery-code' }
  | { readonly kind: 'operation'; readonly operationId: string }
  /** A secret that main holds in memory because it could not be stored. */
  | { readonly kind: 'unstored'; readonly made: Made }

export type DialogKind = Dialog['kind']

/** What a dialog's component takes: the fields of its dialog, and how it goes away. */
export type DialogProps<K extends DialogKind> = Omit<Extract<Dialog, { kind: K }>, 'kind'> & {
  readonly onClose: () => void
}

export interface DialogState {
  readonly dialog: Dialog | null
  /** Grows with every opening, so that the same dialog opened twice starts afresh. */
  readonly opened: number
}

/** The dialog of the window; there is one at a time. */
export const dialogStore = createStore<DialogState>(() => ({ dialog: null, opened: 0 }))

/** Opens a dialog in place of the one that is open. */
export function openDialog(dialog: Dialog): void {
  dialogStore.setState((state) => ({ dialog, opened: state.opened + 1 }))
}

/** Leads to a recovery code. Where the keystore has lost its key that is set right first, and a code with it. */
export function openRecoveryCode({ keystoreSlot }: Pick<Extract<VaultState, { kind: 'open' }>, 'keystoreSlot'>): void {
  openDialog({ kind: keystoreSlot === 'dead' ? 'protect' : 'recovery-code' })
}

export function closeDialog(): void {
  dialogStore.setState({ dialog: null })
}
