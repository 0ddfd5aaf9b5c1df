import { realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import type { ToolPlaces } from '../../ports/tool-places.ts'

/** The person's own home, environment and PATH. Nothing is run. */
export function createToolPlaces(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
): ToolPlaces {
  return {
    platform,
    home: homedir(),
    environment,
    async folderOf(program) {
      const name = platform === 'win32' ? `${program}.exe` : program
      // A relative folder would be looked for wherever Keyrack was started.
      const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter(isAbsolute)
      for (const folder of folders) {
        const found = await realpath(join(folder, name)).catch(() => undefined)
        if (found !== undefined) return dirname(found)
      }
      return undefined
    },
  }
}
