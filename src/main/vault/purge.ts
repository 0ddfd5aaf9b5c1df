import { FormatError } from './bytes.ts'
import { codeOf } from '../ports/file-errors.ts'
import { readVaultFile } from './format.ts'
import type { DiskPorts, Generations } from './generations.ts'
import type { Header } from './header.ts'
import type { DiskSnapshots } from './snapshots.ts'

/**
 * Removes everything that an older data key opens. Only for a vault whose newest generation has opened under the key of
 * now. `all` right after everything was sealed anew: then also what does not say which key it is sealed under. What cannot
 * be removed is left for the next time. Never throws; gives whether all went well.
 */
export async function purge(
  generations: Generations,
  snapshots: DiskSnapshots,
  { keyNumber, keySince }: Header,
  all: boolean,
  { log }: DiskPorts,
): Promise<boolean> {
  try {
    await generations.purge(keySince, all, (bytes) => isOlder(bytes, keyNumber, all))
    await snapshots.purge(all)
    return true
  } catch (error) {
    log.warn('what an older key opens could not be removed', { code: codeOf(error) })
    return false
  }
}

async function isOlder(bytes: Buffer, keyNumber: number, all: boolean): Promise<boolean> {
  try {
    return (await readVaultFile(bytes)).header.keyNumber < keyNumber
  } catch (error) {
    if (error instanceof FormatError) return all
    throw error
  }
}
