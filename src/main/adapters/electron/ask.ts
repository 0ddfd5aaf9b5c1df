import { dialog } from 'electron'

/** Questions that the window cannot ask, by dialogs of the system's. */

/** A window that keeps ending: load it once more? */
export async function askWhetherToLoad(title: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title,
    message: `The window of ${title} keeps ending.`,
    detail: 'Everything that was saved is safe. Try again, or quit, restart the computer and look for a newer Keyrack.',
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  })
  return response === 0
}

/** Secrets that could not be stored: quit although they are lost then? */
export async function askWhetherToLose(title: string, count: number): Promise<boolean> {
  const what = count === 1 ? 'One new secret is' : `${count} new secrets are`
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title,
    message: `${what} not stored yet.`,
    detail:
      'Providers show a secret once. If you quit now it is lost, and its token can only be revoked. Stay, and store or copy it under “Unfinished operations”.',
    buttons: ['Stay', 'Quit and lose it'],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 1
}
