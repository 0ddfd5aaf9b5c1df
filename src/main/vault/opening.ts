import { FormatError } from './bytes.ts'
import { Contents } from './contents.ts'
import { olderReadable, type Older } from './find.ts'
import type { VaultFile } from './format.ts'
import type { DiskPorts } from './generations.ts'
import type { Home } from './home.ts'
import { deriveKeys, wipeKeys } from './keys.ts'
import { loadSchemas } from './load-schemas.ts'
import { OpenVault } from './open-vault.ts'

/** What came of opening a file with its data key. */
export type Opened =
  | { readonly kind: 'open'; readonly vault: OpenVault }
  | ({ readonly kind: 'damaged' } & Older)
  | { readonly kind: 'older-than-seen' }
  /** Another process has saved since the file was read: there is a newer one. */
  | { readonly kind: 'overtaken' }

/**
 * Opens a vault: the manifest's seal is checked first, then the records, then the counter beside the vault, unless the
 * person has `accepted` that it is an older one: then the counter counts from there. Uses a copy of `dataKey`.
 */
export async function openWith(
  dataKey: Buffer,
  file: VaultFile,
  accepted: boolean,
  ports: DiskPorts,
  home: Home,
): Promise<Opened> {
  const { header, readOnly } = file
  const { vaultId, generation, purpose } = header
  const schemas = await loadSchemas()
  const keys = deriveKeys(dataKey, vaultId)
  let contents: Contents
  try {
    contents = await Contents.open(file, keys)
  } catch (error) {
    wipeKeys(keys)
    if (!(error instanceof FormatError)) throw error
    ports.log.error('the vault opened with its key but is not authentic', { why: error.message })
    return { kind: 'damaged', ...(await olderReadable(home.generations, purpose)) }
  }
  const seen = await home.seen.read(header, keys.seen)
  if (seen > generation) {
    if (!accepted) {
      wipeKeys(keys)
      if (((await home.generations.list()).generations[0] ?? 0) > generation) return { kind: 'overtaken' }
      ports.log.warn('an older vault was put back', { seen, generation })
      return { kind: 'older-than-seen' }
    }
    ports.log.warn('an older vault was accepted', { seen, generation })
    if (!readOnly) await home.seen.set(header, keys.seen)
  }
  ports.log.info('vault opened', { generation, readOnly, records: contents.size })
  return {
    kind: 'open',
    vault: new OpenVault(ports, home, { dataKey: Buffer.from(dataKey), keys, schemas }, contents, readOnly),
  }
}
