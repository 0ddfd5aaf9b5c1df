import { Failure, typeOf } from '../ports/failure.ts'
import { codeOf } from '../ports/file-errors.ts'
import { FormatError } from './bytes.ts'
import { InDoubt, readGeneration, replace } from './commit.ts'
import { Contents } from './contents.ts'
import type { DiskPorts, Generations } from './generations.ts'
import type { Keys } from './keys.ts'
import { checkAll, resealAll, type NewKey, type RekeyMeans } from './rekey.ts'
import { areSame, type Slot } from './slots.ts'

/** The key that takes the place of the one of now, and what opens it. */
export interface Successor {
  readonly next: NewKey
  /** Slots that were tried. */
  readonly slots: readonly Slot[]
  /** Gets each old fingerprint with its new one. */
  readonly renamed: Map<string, string>
}

/**
 * Saves everything under the new key, and gives the contents as they were read back from the disk, every record opened
 * once. Throws Failure: `busy` when somebody else has changed the
 * slots meanwhile; `InDoubt` where a crash may still show one side or the other.
 */
export async function replaceAll(
  generations: Generations,
  held: { readonly contents: Contents; readonly keys: Keys },
  { next, slots, renamed }: Successor,
  { report, signal }: Pick<RekeyMeans, 'report' | 'signal'>,
  { random, clock, log }: DiskPorts,
): Promise<Contents> {
  const before = held.contents.header.slots
  const number = await replace(generations, held.contents, held.keys, (base, number) => {
    if (!areSame(base.header.slots, before)) throw new Failure('busy')
    return resealAll(base, next, renamed, { number, slots, now: clock.now(), random, report, signal })
  })
  try {
    const file = await readGeneration(await generations.read(number), number)
    if (!areSame(file.header.slots, slots)) throw new FormatError('damaged', 'other slots than were written')
    const contents = await Contents.open(file, next.keys)
    await checkAll(contents)
    return contents
  } catch (error) {
    // Nothing was removed yet. What nobody can open goes again: the generation before is the vault then. Where the disk only
    // does not answer, somebody may have opened it.
    if (error instanceof FormatError) await generations.withdraw(number)
    log.error('what was sealed anew does not open', { type: typeOf(error) })
    throw new InDoubt(error instanceof Failure ? error : new Failure('disk-refused', { code: codeOf(error) }))
  }
}
