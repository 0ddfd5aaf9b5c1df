export { StoreSecretDialog } from './store-secret-dialog.tsx'
export { UnstoredSecretDialog } from './unstored-secret-dialog.tsx'
