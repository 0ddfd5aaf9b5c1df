import type { Audit } from '#shared/model/finding'
import type { ReportFormat } from '#shared/model/report'
import { csvReport } from './csv.ts'
import { htmlReport } from './html.ts'
import { jsonParts, jsonReport } from './json.ts'
import { markdownReport } from './markdown.ts'
import { sarifReport } from './sarif.ts'

/** An audit as a file of this format; `version` is Keyrack's own. There is no secret in an audit, and so none in a report. */
export function reportOf(audit: Audit, format: ReportFormat, version: string): string {
  switch (format) {
    case 'html':
      return htmlReport(audit, version)
    case 'csv':
      return csvReport(audit)
    case 'json':
      return jsonReport(audit, version)
    case 'sarif':
      return sarifReport(audit, version)
    case 'markdown':
      return markdownReport(audit)
  }
}

/** The same in pieces, for whoever passes them on: the longest of them need not be in memory at once. */
export function reportParts(audit: Audit, format: ReportFormat, version: string): Iterable<string> {
  return format === 'json' ? jsonParts(audit, version) : [reportOf(audit, format, version)]
}
