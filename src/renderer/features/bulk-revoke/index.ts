export { BulkProgressDialog } from './bulk-progress-dialog.tsx'
export { BulkRevokeDialog } from './bulk-revoke-dialog.tsx'
