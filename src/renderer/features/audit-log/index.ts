export { AuditLogDialog } from './audit-log-dialog.tsx'
