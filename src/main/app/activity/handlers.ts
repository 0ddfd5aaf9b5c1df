import type { Handlers, Serving } from '../serving.ts'
import { exportActivity } from './activity-export.ts'
import { checkActivity, listActivity } from './activity-log.ts'
import { auditLogs, exportAuditLog, listAuditLog } from './audit-log.ts'

/** Channels of the logs, ours and the providers’. */
export function activityHandlers({ job, open }: Serving) {
  return {
    'activity.list': open(listActivity),
    'activity.check': job(checkActivity),
    'activity.export': job(exportActivity),
    'audit.logs': open(auditLogs),
    'audit.list': job(listAuditLog),
    'audit.export': job(exportAuditLog),
  } satisfies Partial<Handlers>
}
