import { expect, test } from './support/fixtures.ts'

test('a window whose process keeps ending is loaded three times, and then the person is asked', async ({ profile }) => {
  const { app, page } = await profile.start()
  await expect(page.getByRole('heading').first()).toBeVisible()
  const seen = await app.evaluate(async ({ BrowserWindow, dialog }) => {
    const asked: string[] = []
    const window = BrowserWindow.getAllWindows()[0]
    if (window === undefined) throw new Error('no window')
    const { webContents } = window
    let loads = 0
    webContents.on('did-finish-load', () => (loads += 1))
    const answered = new Promise<void>((resolve) => {
      dialog.showMessageBox = (async (options: Electron.MessageBoxOptions) => {
        asked.push(options.message)
        resolve()
        return { response: 0, checkboxChecked: false }
      }) as typeof dialog.showMessageBox
    })
    for (let round = 0; round < 3; round += 1) {
      const loaded = new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()))
      webContents.forcefullyCrashRenderer()
      await loaded
    }
    const askedBefore = asked.length
    const loaded = new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()))
    webContents.forcefullyCrashRenderer()
    await answered
    // "Try again" is the first answer.
    await loaded
    return { loads, askedBefore, asked }
  })
  expect(seen).toEqual({ loads: 4, askedBefore: 0, asked: [expect.stringContaining('keeps ending')] })
})
