export { RevokeDialog } from './revoke-dialog.tsx'
