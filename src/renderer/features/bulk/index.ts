export { BulkProgressDialog } from './bulk-progress-dialog.tsx'
export { BulkRegenerateDialog } from './bulk-regenerate-dialog.tsx'
export { BulkRevokeDialog } from './bulk-revoke-dialog.tsx'
export { WalkAllDialog } from './walk-all-dialog.tsx'
