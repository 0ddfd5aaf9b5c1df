export { AuditLogDialog } from './audit-log-dialog.tsx'
export { TokenLog } from './token-log.tsx'
