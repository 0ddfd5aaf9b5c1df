import { BrowserWindow, dialog, type FileFilter, type OpenDialogOptions } from 'electron'
import type { FileKind, FilePicker } from '../../ports/file-picker.ts'

const titles: Readonly<Record<FileKind, { readonly save: string; readonly open: string }>> = {
  backup: { save: 'Save the backup', open: 'Choose a backup' },
  json: { save: 'Save the list', open: 'Choose a list' },
  csv: { save: 'Save the list', open: 'Choose a list' },
  'log-csv': { save: 'Save the audit log', open: 'Choose an audit log' },
  'log-cef': { save: 'Save the audit log', open: 'Choose an audit log' },
  'activity-csv': { save: 'Save the activity', open: 'Choose an activity log' },
  'activity-json': { save: 'Save the activity', open: 'Choose an activity log' },
  import: { save: 'Save secrets', open: 'Choose a file with secrets' },
  'plan-csv': { save: 'Save the plan', open: 'Choose a plan' },
  'plan-markdown': { save: 'Save the plan', open: 'Choose a plan' },
  'report-html': { save: 'Save the report', open: 'Choose a report' },
  'report-csv': { save: 'Save the report', open: 'Choose a report' },
  'report-json': { save: 'Save the report', open: 'Choose a report' },
  'report-sarif': { save: 'Save the report', open: 'Choose a report' },
  'report-markdown': { save: 'Save the report', open: 'Choose a report' },
  calendar: { save: 'Save the calendar', open: 'Choose a calendar' },
  policy: { save: 'Save the policy', open: 'Choose a policy' },
}

const filters: Readonly<Record<FileKind, readonly FileFilter[]>> = {
  backup: [
    { name: 'Keyrack backups', extensions: ['keyrack'] },
    { name: 'All files', extensions: ['*'] },
  ],
  json: [{ name: 'JSON', extensions: ['json'] }],
  csv: [{ name: 'CSV', extensions: ['csv'] }],
  'log-csv': [{ name: 'CSV', extensions: ['csv'] }],
  'log-cef': [{ name: 'Common Event Format', extensions: ['cef'] }],
  'activity-csv': [{ name: 'CSV', extensions: ['csv'] }],
  'activity-json': [{ name: 'JSON', extensions: ['json'] }],
  'plan-csv': [{ name: 'CSV', extensions: ['csv'] }],
  'plan-markdown': [{ name: 'Markdown', extensions: ['md'] }],
  'report-html': [{ name: 'Web pages', extensions: ['html'] }],
  'report-csv': [{ name: 'CSV', extensions: ['csv'] }],
  'report-json': [{ name: 'JSON', extensions: ['json'] }],
  'report-sarif': [{ name: 'SARIF', extensions: ['sarif'] }],
  'report-markdown': [{ name: 'Markdown', extensions: ['md'] }],
  // Most of them have no ending at all, such as `.env` and `.npmrc`.
  import: [{ name: 'All files', extensions: ['*'] }],
  calendar: [{ name: 'Calendars', extensions: ['ics'] }],
  policy: [
    { name: 'Policies', extensions: ['yaml', 'yml', 'json'] },
    { name: 'All files', extensions: ['*'] },
  ],
}

/** The system's dialogs for files, in front of the window. Nothing is added to the list of recent documents. */
export const systemFilePicker: FilePicker = {
  async save(kind, proposedName) {
    const options = {
      title: titles[kind].save,
      defaultPath: proposedName,
      filters: [...filters[kind]],
      properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const, 'dontAddToRecent' as const],
    }
    const [window] = BrowserWindow.getAllWindows()
    const asking = window === undefined ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options)
    const { canceled, filePath } = await asking
    return canceled || filePath === '' ? null : filePath
  },

  open: (kind) =>
    chosen({ title: titles[kind].open, filters: [...filters[kind]], properties: ['openFile', 'dontAddToRecent'] }),

  folder: () => chosen({ title: 'Choose a folder', properties: ['openDirectory', 'dontAddToRecent'] }),
}

async function chosen(options: OpenDialogOptions): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows()
  const asking = window === undefined ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options)
  const { canceled, filePaths } = await asking
  return canceled ? null : (filePaths[0] ?? null)
}
