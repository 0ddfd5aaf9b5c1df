import { shell } from 'electron'
import { Failure } from '../../ports/failure.ts'
import type { Opener } from '../../ports/desktop.ts'

/** Opens pages in the person's browser and folders in the file manager. */
export const systemOpener: Opener = {
  async openUrl(url) {
    // The caller has checked the origin; this is the last look at the scheme before the URL leaves the app.
    const { protocol, href } = new URL(url)
    if (protocol !== 'https:' && protocol !== 'http:') throw new Failure('origin-refused')
    await shell.openExternal(href)
  },
  async openFolder(path) {
    const problem = await shell.openPath(path)
    if (problem !== '') throw new Failure('disk-refused')
  },
}
