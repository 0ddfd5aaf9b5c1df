import { diskFailure } from '../ports/file-errors.ts'
import type { FileSystem } from '../ports/file-system.ts'
import type { Random } from '../ports/random.ts'
import type { Clock } from '../ports/clock.ts'
import { Failure } from '../ports/failure.ts'
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
 * turned out to be bad only after its key was there. Throws Failure: `vault-unreadable` when none can be read (nothing is
 * renamed then), `disk-full`, `disk-refused`.
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

async function isReadable(generations: Generations, number: number, purpose: Purpose): Promise<boolean> {
  try {
    return (await readGeneration(await generations.read(number), number)).header.purpose === purpose
  } catch {
    return false
  }
}
