import type { AuditEntry, ExportFormat } from './model.ts'

/**
 * The audit log as a file, newest first. `since` is the first instant, `until` the first one no longer wanted; `first` 0
 * or none for all. The columns are the fields that Moderne's page on audit logging lists; how the real files name them is
 * not published.
 */
export function exportText(
  entries: readonly AuditEntry[],
  wanted: { first?: number | null; since?: number | null; until?: number | null; format: ExportFormat },
): string {
  const { since, until, first, format } = wanted
  const chosen = entries
    .filter(({ timestamp }) => timestamp >= (since ?? -Infinity) && timestamp < (until ?? Infinity))
    .sort((left, right) => right.timestamp - left.timestamp)
    .slice(0, first === 0 ? undefined : (first ?? undefined))
  const lines = format === 'CSV' ? [CSV_HEADER, ...chosen.map(csvLine)] : chosen.map(cefLine)
  return lines.map((line) => `${line}\n`).join('')
}

const CSV_HEADER = 'timestamp,user_id,target,action,action_type,description,outcome'

function csvLine(entry: AuditEntry): string {
  const { user, target, action, actionType, description, outcome } = entry
  return [utc(entry.timestamp), user, target, action, actionType, description ?? '', outcome]
    .map((value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join(',')
}

function cefLine(entry: AuditEntry): string {
  const { user, target, action, actionType, description, outcome } = entry
  const extension = { rt: utc(entry.timestamp), suser: user, act: actionType, msg: description ?? '', outcome }
  const pairs = Object.entries(extension).map(([key, value]) => `${key}=${value.replaceAll(/([\\=])/g, '\\$1')}`)
  return `CEF:0|Moderne|Moderne Platform|2|${target}|${action}|1|${pairs.join(' ')}`
}

/** As the page writes times: with milliseconds and an offset. */
function utc(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '+00:00')
}
