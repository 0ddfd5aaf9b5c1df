import type { ConfigFormat } from '#shared/model/provider'
import type { FileSystem } from '../ports/file-system.ts'
import type { ToolPlaces } from '../ports/tool-places.ts'
import type { NamedAddress } from './named-address.ts'
import { npmRegistries } from './npm-registries.ts'

export { importLimits } from './candidate.ts'
export type { NamedAddress } from './named-address.ts'

/** Reads the addresses that a tool's configuration names, by the format of that configuration. Never throws. */
export const addressReaders: Readonly<
  Record<ConfigFormat, (fs: FileSystem, places: ToolPlaces) => Promise<readonly NamedAddress[]>>
> = { npmrc: npmRegistries }
