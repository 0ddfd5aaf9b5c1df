export { AddAccountDialog } from './add-account-dialog.tsx'
export { ReenterTokenDialog } from './reenter-token-dialog.tsx'
export { RemoveAccountDialog } from './remove-account-dialog.tsx'
export { RenameAccountDialog } from './rename-account-dialog.tsx'
