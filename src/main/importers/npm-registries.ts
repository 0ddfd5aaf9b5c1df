import type { FileSystem } from '../ports/file-system.ts'
import { Secret } from '../ports/secret.ts'
import type { ToolPlaces } from '../ports/tool-places.ts'
import type { NamedAddress } from './named-address.ts'
import { npmSources, type NpmPlace, type NpmSource } from './npm-sources.ts'
import { fillIn } from './npmrc.ts'

/** A setting as it counts: of the most important source that has it. */
interface Setting {
  readonly value: string
  readonly unset: string | undefined
  readonly place: NpmPlace
}
type Settings = ReadonlyMap<string, Setting>

const tokenOf = (key: string): string => `${key}:_authToken`

/**
 * The registries that a person's npm configuration names, and the token that npm would send to each. Those it has no
 * `registry` for are told by their tokens, as `npm login` writes them for the registry that npm knows by itself.
 */
export async function npmRegistries(fs: FileSystem, places: ToolPlaces): Promise<readonly NamedAddress[]> {
  const settings = merged(await npmSources(fs, places), places.environment)
  const named: NamedAddress[] = []
  const asked = new Set<string>()
  for (const [name, { value, place }] of settings) {
    const scope = /^(?:(@[^:]+):)?registry$/.exec(name)
    if (scope === null || value === '') continue
    const key = authKeyOf(value, settings)
    if (key !== undefined) asked.add(key)
    named.push({ address: value, scope: scope[1] ?? null, place, ...credentialOf(settings.get(tokenOf(key ?? ''))) })
  }
  for (const [name, setting] of settings) {
    const key = /^(\/\/.+):_authToken$/.exec(name)?.[1]
    if (key === undefined || asked.has(key)) continue
    const address = `${isThisComputer(key) ? 'http' : 'https'}:${key}`
    named.push({ address, scope: undefined, place: setting.place, ...credentialOf(setting) })
  }
  return named
}

function merged(sources: readonly NpmSource[], environment: ToolPlaces['environment']): Settings {
  const settings = new Map<string, Setting>()
  for (const { place, settings: written } of sources) {
    for (const [name, text] of written) {
      const key = fillIn(name, environment).text
      if (settings.has(key)) continue
      const { text: value, unset } = fillIn(text, environment)
      settings.set(key, { value: value.trim(), unset, place })
    }
  }
  return settings
}

/**
 * The key by which npm finds what to sign in with at an address: the longest that has anything, from the whole path up to
 * the host (npm-registry-fetch, lib/auth.js). Undefined where there is nothing, or no token but something else.
 */
function authKeyOf(address: string, settings: Settings): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { host, pathname } = new URL(address)
  const has = (name: string): boolean => (settings.get(name)?.value ?? '') !== ''
  for (let key = `//${host}${pathname.replace(/\/?$/, '/')}`; key.length > 2; key = key.replace(/(?:[^/]+|\/)$/, '')) {
    if (has(tokenOf(key))) return key
    if (has(`${key}:_auth`) || (has(`${key}:username`) && has(`${key}:_password`))) return undefined
  }
  return undefined
}

function credentialOf(setting: Setting | undefined): Pick<NamedAddress, 'secret' | 'unset'> {
  if (setting === undefined || setting.value === '') return { secret: null, unset: null }
  if (setting.unset !== undefined) return { secret: null, unset: setting.unset }
  return { secret: new Secret(setting.value), unset: null }
}

function isThisComputer(key: string): boolean {
  return /^\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/])/.test(`${key}/`)
}
