export { NewTokenDialog } from './new-token-dialog.tsx'
