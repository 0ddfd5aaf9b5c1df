import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AfterPackContext, Configuration } from 'electron-builder'
import { projectRoot } from './aliases.ts'
import type { FoundElectron } from './electron/found.ts'
import { setFuses } from './fuses.ts'

/** The identity under which desktops and keystores know the app. It never changes. */
export const appId = 'dev.keyrack.Keyrack'

/** The executable of the packaged app on Linux. */
export const linuxExecutable = 'keyrack'

/** How the app is packaged around an Electron that is already here, into a folder of its own. */
export function packaging(electron: FoundElectron, output: string): Configuration {
  return {
    appId,
    productName: 'Keyrack',
    copyright: 'MIT licence',
    directories: { output, buildResources: join(projectRoot, 'build', 'resources') },
    electronDist: electron.folder,
    electronVersion: electron.version,
    // Everything is bundled, so what is in node_modules stays at home; out/demo is the test root.
    files: ['package.json', 'out/main/**', 'out/preload/**', 'out/renderer/**', '!node_modules/**', '!**/*.map'],
    // The command line lies beside the archive: it runs on a Node of the person's, which reads no archive.
    extraResources: [
      { from: join(projectRoot, 'out', 'cli'), to: 'cli' },
      { from: join(projectRoot, 'build', 'launcher'), to: 'bin' },
    ],
    asar: true,
    npmRebuild: false,
    nodeGypRebuild: false,
    publish: null,
    afterPack: async (context) => {
      await removeDefaultApp(context)
      await setFuses(executableOf(context))
    },
    linux: { target: 'dir', executableName: linuxExecutable, category: 'Development' },
    mac: { target: 'dir', category: 'public.app-category.developer-tools' },
    win: { target: 'dir' },
  }
}

/** Electron's own default app comes along when the Electron is a folder and not a downloaded archive. */
async function removeDefaultApp({ appOutDir, packager }: AfterPackContext): Promise<void> {
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true })
}

function executableOf({ appOutDir, electronPlatformName, packager }: AfterPackContext): string {
  const name = packager.appInfo.productFilename
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`, 'Contents', 'MacOS', name)
  return join(appOutDir, electronPlatformName === 'win32' ? `${name}.exe` : linuxExecutable)
}
