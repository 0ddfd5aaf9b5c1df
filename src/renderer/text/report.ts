import type { ReportFormat } from '#shared/model/report'
import { count } from '#shared/text/words'

/** Words around the reports of the audit. */
export const reportText = {
  save: 'Save report',
  formats: {
    html: 'Web page, to read and to print',
    markdown: 'Markdown, for a ticket',
    csv: 'CSV, for a spreadsheet',
    json: 'JSON, for programs',
    sarif: 'SARIF, for code scanning',
  } satisfies Record<ReportFormat, string>,
  saved: ({ name, findings }: { readonly name: string; readonly findings: number }) =>
    `${count(findings, 'finding')} saved as ${name}. There is no secret in it.`,
} as const
