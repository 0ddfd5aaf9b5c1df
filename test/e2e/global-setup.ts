import { buildStale } from '#build/bundles'
import { prepareElectron } from '#build/electron-for-tests'

/** Lets `playwright test` be run by itself too: builds, finds an Electron and opens a display, unless `npm test` has. */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['KEYRACK_ELECTRON'] !== undefined) return undefined
  if (!(await buildStale('product', 'demo'))) throw new Error('The build failed.')
  const ready = await prepareElectron()
  if ('missing' in ready) throw new Error(ready.missing)
  Object.assign(process.env, ready.env)
  return () => ready.close()
}
