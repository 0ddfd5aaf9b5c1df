export { BulkLine } from './bulk-line.tsx'
export { BulkProgressDialog } from './bulk-progress-dialog.tsx'
export { BulkRevokeDialog } from './bulk-revoke-dialog.tsx'
