import { posix, win32 } from 'node:path'
import type { FileSystem } from '../ports/file-system.ts'
import type { ToolPlaces } from '../ports/tool-places.ts'
import { fillIn, parseNpmrc, type NpmSettings } from './npmrc.ts'

const longestFile = 1024 * 1024

/** Where a setting of npm's is written. */
export type NpmPlace = 'environment' | 'user' | 'global'

export interface NpmSource {
  readonly place: NpmPlace
  readonly settings: NpmSettings
}

/**
 * What npm goes by outside of every project, the most important source first: the environment, the person's own file and
 * the computer's (npm’s documentation, "npmrc"). A file that is not there, or cannot be read, is left out.
 */
export async function npmSources(fs: FileSystem, places: ToolPlaces): Promise<readonly NpmSource[]> {
  const { environment } = places
  const set = ofEnvironment(environment)
  const user = await fileAt(fs, absolute(places, set.get('userconfig')) ?? pathOf(places).join(places.home, '.npmrc'))
  const ofUser = (name: string): string | undefined => {
    const written = set.get(name) ?? user.get(name)
    return written === undefined ? undefined : absolute(places, fillIn(written, environment).text)
  }
  const prefix = ofUser('prefix') ?? (await defaultPrefix(places))
  const globalPath =
    ofUser('globalconfig') ?? (prefix === undefined ? undefined : pathOf(places).join(prefix, 'etc', 'npmrc'))
  const global = globalPath === undefined ? new Map<string, string>() : await fileAt(fs, globalPath)
  return [
    { place: 'environment', settings: set },
    { place: 'user', settings: user },
    { place: 'global', settings: global },
  ]
}

/** `npm_config_` in front of a name, in any case; what begins with `//` keeps its own. */
function ofEnvironment(environment: ToolPlaces['environment']): NpmSettings {
  const settings = new Map<string, string>()
  for (const [name, value] of Object.entries(environment)) {
    const key = /^npm_config_(.+)$/is.exec(name)?.[1]
    if (key === undefined || value === undefined || value === '') continue
    settings.set(key.startsWith('//') ? key : key.replace(/(?!^)_/g, '-').toLowerCase(), value)
  }
  return settings
}

/** Where npm puts what is for everybody: beside Node, or where the installer of Windows tells it to. */
async function defaultPrefix(places: ToolPlaces): Promise<string | undefined> {
  const { platform, environment } = places
  if (environment['PREFIX']) return absolute(places, environment['PREFIX'])
  if (platform === 'win32') return environment['APPDATA'] ? win32.join(environment['APPDATA'], 'npm') : undefined
  const folder = await places.folderOf('node')
  return folder === undefined ? undefined : posix.dirname(folder)
}

function pathOf({ platform }: ToolPlaces): typeof posix {
  return platform === 'win32' ? win32 : posix
}

/** `~` is the person's home. A relative path would depend on where Keyrack was started, and is not read. */
function absolute(places: ToolPlaces, path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  const paths = pathOf(places)
  const whole = path.replace(/^~(?=[/\\])/, places.home)
  return paths.isAbsolute(whole) ? whole : undefined
}

async function fileAt(fs: FileSystem, path: string): Promise<NpmSettings> {
  try {
    return parseNpmrc((await fs.read(path, longestFile)).toString('utf8'))
  } catch {
    return new Map()
  }
}
