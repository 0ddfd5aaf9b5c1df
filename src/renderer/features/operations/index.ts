export { OperationDialog } from './operation-dialog.tsx'
