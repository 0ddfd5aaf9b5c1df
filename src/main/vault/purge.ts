import { FormatError } from './bytes.ts'
import { typeOf } from '../ports/failure.ts'
import { codeOf } from '../ports/file-errors.ts'
import { readVaultFile } from './format.ts'
import type { DiskPorts, Generations } from './generations.ts'
import type { Header } from './header.ts'
import type { DiskSnapshots } from './snapshots.ts'

/**
 * Removes everything that an older data key opens. Only for a vault whose newest generation has opened under the key of
 * now. `all` right after everything was sealed anew: then also what does not say which key it is sealed under. Removes what
 * can be removed. Never throws; gives whether all is gone: else it has to be tried again.
 */
export async function purge(
  generations: Generations,
  snapshots: DiskSnapshots,
  { keyNumber, keySince }: Header,
  all: boolean,
  { log }: DiskPorts,
): Promise<boolean> {
  const tried = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      log.warn('what an older key opens could not be removed', { type: typeOf(error), code: codeOf(error) })
      return false
    }
  }
  // The generations go last: as long as one is there, a crash has cut this off.
  const snapshotsGone = await tried(async () => {
    const cutOff = (await generations.list()).generations.some((number) => number < keySince)
    await snapshots.purge(all ? 'all' : cutOff ? 'older-and-aside' : 'older')
  })
  const generationsGone = await tried(() => generations.purge(keySince, all, (bytes) => isOlder(bytes, keyNumber, all)))
  return snapshotsGone && generationsGone
}

async function isOlder(bytes: Buffer, keyNumber: number, all: boolean): Promise<boolean> {
  try {
    return (await readVaultFile(bytes)).header.keyNumber < keyNumber
  } catch (error) {
    if (error instanceof FormatError) return all
    throw error
  }
}
