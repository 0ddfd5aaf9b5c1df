import { Failure } from '../ports/failure.ts'
import { diskFailure, isMissing } from '../ports/file-errors.ts'
import { FormatError } from './bytes.ts'
import { Contents, type Draft } from './contents.ts'
import { readVaultFile, type VaultFile } from './format.ts'
import type { Generations, Published } from './generations.ts'
import { checkOpenable, type Header } from './header.ts'
import type { Keys } from './keys.ts'
import type { Listing } from './names.ts'

/** Another Keyrack has sealed everything under a new data key: ours is of no use any more. */
export class KeyChanged extends Failure {
  constructor() {
    super('vault-locked')
  }
}

/** Losing the race once means that somebody else got a save through; so often in a row means that something is wrong. */
const attempts = 100

/**
 * Makes a change durable: writes it as the next generation, or, when another writer was faster, reads theirs, makes the
 * change again upon it and tries again. Gives the contents that hold the change. Throws Failure; `contents` then show what
 * they showed before.
 */
export async function commit(
  generations: Generations,
  contents: Contents,
  keys: Keys,
  edit: (base: Contents, number: number) => Promise<Draft>,
): Promise<Contents> {
  let base = contents
  let burnt = 0
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const listing = await generations.list()
      if (isBehind(base, listing)) base = await readNewest(generations, base, keys)
      const number = nextNumber(generations, listing, base, burnt)
      const draft = await edit(base, number)
      checkOpenable(draft.header.slots)
      const outcome = await generations.publish(number, draft.file, base.header.generation)
      if (outcome === 'burnt') burnt = number
      if (outcome === 'placed') {
        if (await standsOn(generations, number, base)) {
          draft.accept()
          return base
        }
        // Either they built upon ours before we looked, or ours stands beside their line and has to be made again.
        const theirs = await builtUpon(generations, draft, base, keys)
        if (theirs !== null) return theirs
      }
    }
  } catch (error) {
    throw diskFailure(error)
  }
  throw new Failure('busy')
}

/** The contents of the newest generation; the same when they are it already. Throws Failure. */
export async function catchUp(generations: Generations, known: Contents, keys: Keys): Promise<Contents> {
  try {
    return isBehind(known, await generations.list()) ? await readNewest(generations, known, keys) : known
  } catch (error) {
    throw diskFailure(error)
  }
}

function isBehind(known: Contents, { generations: [newest = 0] }: Listing): boolean {
  return newest > known.header.generation
}

/**
 * The number for what is built upon `base`. It is above everything that was put aside: whoever still has that in memory
 * would else take a number that somebody who went on from an older generation has taken before. And above every claim, where
 * files are linked: whoever claims numbers does not look whether one was linked meanwhile.
 */
function nextNumber(generations: Generations, { aside, claims }: Listing, base: Contents, burnt: number): number {
  const passed = generations.linksFiles ? [...aside, ...claims] : aside
  return Math.max(base.header.generation, burnt, ...passed.map(({ number }) => number)) + 1
}

/** Is this the newest generation, with nothing of somebody else between it and what it was built upon? */
async function standsOn(generations: Generations, number: number, base: Contents): Promise<boolean> {
  const [newest, before = 0] = (await generations.list()).generations
  return newest === number && before <= base.header.generation
}

/**
 * The newest generation, if it was built upon a draft of ours that somebody has gone past. Null when ours stands beside
 * the line; then it was taken away, and so it is when that cannot be told: nothing of it was acknowledged.
 */
async function builtUpon(generations: Generations, draft: Draft, base: Contents, keys: Keys): Promise<Contents | null> {
  let theirs: Contents | null = null
  try {
    const newest = await readNewest(generations, base, keys)
    if (newest.header.generation > draft.header.generation && isIn(draft, newest)) theirs = newest
    return theirs
  } finally {
    if (theirs === null) await generations.withdraw(draft.header.generation)
  }
}

/** It failed, and a crash may still show one side or the other: both must stay whole. */
export class InDoubt extends Failure {
  constructor({ error: { kind, ...more } }: Failure) {
    super(kind, more)
  }
}

/** What takes the place of a vault: a generation under keys that those of now do not open. */
export interface Replacement {
  readonly file: Buffer
  readonly header: Header
}

/**
 * Makes a replacement the newest generation, as `commit` does, and gives its number. Throws Failure; the newest generation
 * is then one that `keys` open.
 */
export async function replace(
  generations: Generations,
  contents: Contents,
  keys: Keys,
  make: (base: Contents, number: number) => Promise<Replacement>,
): Promise<number> {
  let base = contents
  let burnt = 0
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const listing = await generations.list()
      if (isBehind(base, listing)) base = await readNewest(generations, base, keys)
      const number = nextNumber(generations, listing, base, burnt)
      const replacement = await make(base, number)
      checkOpenable(replacement.header.slots)
      const outcome = await placeOrWithdraw(generations, base, replacement)
      if (outcome === 'placed') return number
      if (outcome === 'burnt') burnt = number
    }
  } catch (error) {
    throw diskFailure(error)
  }
  throw new Failure('busy')
}

/**
 * "Taken" when another writer was faster. What was the newest generation once is not taken away again: somebody may have
 * opened it by the new key, and have gone on from there. Throws `InDoubt` when it stands there, or may, and more cannot be told.
 */
async function placeOrWithdraw(
  generations: Generations,
  base: Contents,
  { header, file }: Replacement,
): Promise<Published> {
  const { generation: number } = header
  if (isBehind(base, await generations.list())) return 'taken'
  try {
    const outcome = await generations.publish(number, file, base.header.generation)
    if (outcome !== 'placed' || (await standsOn(generations, number, base))) return outcome
    const newest = await readNewestFile(generations)
    if (newest !== null && newest.header.generation > number && isIn({ header }, newest)) return 'placed'
    await generations.withdraw(number)
    return 'taken'
  } catch (error) {
    if ((await isThere(generations, number, file)) === false) throw error
    throw new InDoubt(diskFailure(error))
  }
}

/** Is this file that generation? Null when the disk does not say. */
export async function isThere(generations: Generations, number: number, file: Buffer): Promise<boolean | null> {
  try {
    return (await generations.read(number)).equals(file)
  } catch (error) {
    return isMissing(error) ? false : null
  }
}

type Headed = Pick<VaultFile, 'header'>

function isIn(mine: Headed, theirs: Headed): boolean {
  const [commit] = mine.header.history
  return commit !== undefined && theirs.header.history.some((id) => id.equals(commit))
}

/** The newest generation on the disk, opened with the same keys. Throws Failure or the file system's error. */
async function readNewest(generations: Generations, known: Contents, keys: Keys): Promise<Contents> {
  try {
    const file = await readNewestFile(generations)
    if (file === null) throw new Failure('vault-unreadable')
    if (file.readOnly) throw new Failure('vault-read-only')
    if (file.header.keyNumber > known.header.keyNumber) throw new KeyChanged()
    return await Contents.open(file, keys, known)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new Failure(error.what === 'newer' ? 'vault-read-only' : 'vault-unreadable')
  }
}

/**
 * The newest generation, taken apart; null when there is none. Throws FormatError when it is not a vault file or says to
 * be another generation than its name, else the file system's error.
 */
export async function readNewestFile(generations: Generations): Promise<VaultFile | null> {
  for (;;) {
    const number = (await generations.list()).generations[0]
    if (number === undefined) return null
    let bytes: Buffer
    try {
      bytes = await generations.read(number)
    } catch (error) {
      // Thinned away by a writer that has gone on: there is a newer one.
      if (isMissing(error) && (await generations.list()).generations[0] !== number) continue
      throw error
    }
    return readGeneration(bytes, number)
  }
}

/** Takes a generation apart and holds it against its name. Throws FormatError. */
export async function readGeneration(bytes: Buffer, number: number): Promise<VaultFile> {
  const file = await readVaultFile(bytes)
  if (file.header.generation !== number) throw new FormatError('damaged', 'another generation than its name says')
  return file
}
