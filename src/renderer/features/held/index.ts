export { SecretField } from '#renderer/ui/forms/secret-field'
export { StoreSecretDialog } from './store-secret-dialog.tsx'
export { UnstoredSecretDialog } from './unstored-secret-dialog.tsx'
