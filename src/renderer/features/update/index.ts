export { EditTokenDialog } from './edit-token-dialog.tsx'
