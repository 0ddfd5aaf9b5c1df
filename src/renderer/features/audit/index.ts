export { AuditScreen } from './audit-screen.tsx'
export { DecideDialog } from './decide-dialog.tsx'
export { FindingPane } from './finding-pane.tsx'
export { PolicyDialog } from './policy-dialog.tsx'
