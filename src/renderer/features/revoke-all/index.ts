export { RevokeAllDialog } from './revoke-all-dialog.tsx'
