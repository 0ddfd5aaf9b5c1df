export { needsPerson } from './needs-person.ts'
export { PendingOperations } from './pending-operations.tsx'
