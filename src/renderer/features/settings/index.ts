export { ProtectDialog } from './protect-dialog.tsx'
export { RecoveryCodeDialog } from './recovery-code-dialog.tsx'
export { SettingsDialog } from './settings-dialog.tsx'
