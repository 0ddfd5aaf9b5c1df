// What is not needed to show the list. All of it is one file: two would leave what they share with the list in a third one,
// which the list then had to wait for.
export { FindingPane } from '#renderer/features/audit/index'
export { OpenDialog } from './open-dialog.tsx'
export { WholeDetail as TokenDetail } from './whole-detail.tsx'
export { OpenScreen } from './open-screen.tsx'
export { VaultScreen } from '#renderer/features/vault/index'
