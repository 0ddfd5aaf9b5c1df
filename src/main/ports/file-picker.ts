import type { ReportFormat } from '#shared/model/report'

/** What a file is that the person is asked for. */
export type FileKind =
  | 'backup'
  | 'json'
  | 'csv'
  | 'log-csv'
  | 'log-cef'
  | 'activity-csv'
  | 'activity-json'
  | 'import'
  | 'plan-csv'
  | 'plan-markdown'
  | 'calendar'
  | 'policy'
  | `report-${ReportFormat}`

/** The system's own dialogs for files. A path comes from the person and from nowhere else. */
export interface FilePicker {
  /** Where to write; the system has asked before a file is written over. Null when the person chose none. */
  save(kind: FileKind, proposedName: string): Promise<string | null>
  /** A file that is there. Null when the person chose none. */
  open(kind: FileKind): Promise<string | null>
  /** A folder that is there, to look into. Null when the person chose none. */
  folder(): Promise<string | null>
}
