// What is not needed to show the list. All of it is one file: two would leave what they share with the list in a third one,
// which the list then had to wait for.
export { OpenDialog } from './open-dialog.tsx'
export { TokenDetail } from '#renderer/features/token-detail/index'
export { VaultScreen } from '#renderer/features/vault/index'
