export { OperationDialog } from './operation-dialog.tsx'
export { needsPerson } from './pending.ts'
export { PendingOperations } from './pending-operations.tsx'
