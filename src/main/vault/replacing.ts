import { Failure, typeOf } from '../ports/failure.ts'
import { codeOf } from '../ports/file-errors.ts'
import { FormatError } from './bytes.ts'
import { InDoubt, readGeneration, replace } from './commit.ts'
import { Contents } from './contents.ts'
import type { DiskPorts, Generations } from './generations.ts'
import type { Header } from './header.ts'
import type { Keys } from './keys.ts'
import { checkAll, resealAll, type NewKey, type RekeyMeans } from './rekey.ts'
import type { Slot } from './slots.ts'

/** The key that takes the place of the one of now, and how the vault opens by it. */
export interface Successor {
  readonly next: NewKey
  readonly slots: readonly Slot[]
  /** Gets each old fingerprint with its new one. */
  readonly renamed: Map<string, string>
  /** The data key that one of the slots on the disk gives. */
  readonly openBy: (header: Header) => Promise<Buffer>
}

/**
 * Saves everything under the new key, and gives the contents as they were read back from the disk: opened by a new slot,
 * every record once. When that fails the generation before is the vault again. Throws Failure; `InDoubt` where a crash may
 * still show one side or the other.
 */
export async function replaceAll(
  generations: Generations,
  held: { readonly contents: Contents; readonly keys: Keys },
  { next, slots, renamed, openBy }: Successor,
  { report, signal }: Pick<RekeyMeans, 'report' | 'signal'>,
  { random, clock, log }: DiskPorts,
): Promise<Contents> {
  const means = { slots, now: clock.now(), random, report, signal }
  const number = await replace(generations, held.contents, held.keys, (base) => resealAll(base, next, renamed, means))
  try {
    const file = await readGeneration(await generations.read(number), number)
    const opened = await openBy(file.header)
    const same = opened.equals(next.dataKey)
    opened.fill(0)
    if (!same) throw new FormatError('damaged', 'a new slot opens another key')
    const contents = await Contents.open(file, next.keys)
    await checkAll(contents)
    return contents
  } catch (error) {
    // Nothing was removed yet: without this generation the one before is the vault again.
    await generations.withdraw(number)
    log.error('what was sealed anew does not open', { type: typeOf(error) })
    throw new InDoubt(error instanceof Failure ? error : new Failure('disk-refused', { code: codeOf(error) }))
  }
}
