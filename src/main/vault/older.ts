import { diskFailure, isMissing } from '../ports/file-errors.ts'
import type { FileSystem } from '../ports/file-system.ts'
import type { Random } from '../ports/random.ts'
import type { Clock } from '../ports/clock.ts'
import { Failure } from '../ports/failure.ts'
import { FormatError } from './bytes.ts'
import { readGeneration } from './commit.ts'
import { withRetries } from './retries.ts'
import type { Generations } from './generations.ts'
import type { Purpose } from './header.ts'
import { badPath, generationPath } from './names.ts'

interface Ports {
  readonly fs: FileSystem
  readonly random: Random
  readonly clock: Clock
}

/**
 * Gives every generation that is newer than the newest readable one another name, and the number of that one. `rotten`
 * turned out to be bad only after its key was there. Throws Failure, and renames nothing then: `vault-unreadable` when none
 * can be read, or a whole one of a later version stands in the way, `disk-full`, `disk-refused`.
 */
export async function setUnreadableAside(
  generations: Generations,
  purpose: Purpose,
  rotten: number | null,
  ports: Ports,
): Promise<number> {
  try {
    const bad: number[] = []
    let readable: number | undefined
    for (const number of (await generations.list()).generations) {
      if (number !== rotten && (await isReadable(generations, number, purpose))) {
        readable = number
        break
      }
      bad.push(number)
    }
    if (readable === undefined) throw new Failure('vault-unreadable')
    for (const number of bad) {
      const aside = badPath(generations.folder, number, ports.random.uuid())
      await withRetries(ports.clock, () => ports.fs.rename(generationPath(generations.folder, number), aside))
    }
    await ports.fs.syncFolder(generations.folder)
    return readable
  } catch (error) {
    throw diskFailure(error)
  }
}

/**
 * False only for what is rotten, or gone meanwhile. Throws Failure('vault-unreadable') for a whole one of a later format or
 * another purpose, which is somebody's newest state, and the file system's error for what cannot be read at the moment.
 */
async function isReadable(generations: Generations, number: number, purpose: Purpose): Promise<boolean> {
  try {
    const { header } = await readGeneration(await generations.read(number), number)
    if (header.purpose !== purpose) throw new Failure('vault-unreadable')
    return true
  } catch (error) {
    if (error instanceof FormatError && error.what === 'newer') throw new Failure('vault-unreadable')
    if (error instanceof FormatError || isMissing(error)) return false
    throw error
  }
}
