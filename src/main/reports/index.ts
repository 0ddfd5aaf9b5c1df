import type { Audit } from '#shared/model/finding'
import type { ReportFormat } from '#shared/model/report'
import { csvReport } from './csv.ts'
import { htmlReport } from './html.ts'
import { jsonReport } from './json.ts'
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
