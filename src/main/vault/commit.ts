import { Failure } from '../ports/failure.ts'
import { diskFailure, isMissing } from '../ports/file-errors.ts'
import { FormatError } from './bytes.ts'
import { Contents, type Draft } from './contents.ts'
import { readVaultFile, type VaultFile } from './format.ts'
import type { Generations } from './generations.ts'
import type { Header } from './header.ts'
import type { Keys } from './keys.ts'

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
  edit: (base: Contents) => Promise<Draft>,
): Promise<Contents> {
  let base = contents
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const draft = await edit(base)
      const { generation } = draft.header
      const placed = await generations.publish(generation, draft.file)
      if (placed && (await generations.list()).generations[0] === generation) {
        draft.accept()
        return base
      }
      const theirs = await readNewest(generations, base, keys)
      // Either they built upon ours before we looked, or ours stands beside their line and has to be made again.
      if (isIn(draft, theirs)) return theirs
      if (placed) await generations.withdraw(generation)
      base = theirs
    }
  } catch (error) {
    throw diskFailure(error)
  }
  throw new Failure('busy')
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
  make: (base: Contents) => Promise<Replacement>,
): Promise<number> {
  let base = contents
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { file, header } = await make(base)
      if (await placeOrWithdraw(generations, header, file)) return header.generation
      base = await readNewest(generations, base, keys)
    }
  } catch (error) {
    throw diskFailure(error)
  }
  throw new Failure('busy')
}

/**
 * False when another writer was faster. A place that cannot be made durable is given up again, for nobody who goes on with
 * the old keys could read what stands there.
 */
async function placeOrWithdraw(generations: Generations, { generation }: Header, file: Buffer): Promise<boolean> {
  const before = (await generations.list()).generations
  if (before.some((number) => number >= generation)) return false
  try {
    const placed = await generations.publish(generation, file)
    if (placed && (await generations.list()).generations[0] === generation) return true
    if (placed) await generations.withdraw(generation)
    return false
  } catch (error) {
    const ours = await isNewest(generations, generation, file)
    if (ours === false) throw error
    // Where the disk does not say whose it is, it is left alone: somebody who knows the key may still read it.
    if (ours === true) await generations.withdraw(generation)
    throw new InDoubt(diskFailure(error))
  }
}

/** Is this file the newest generation? Null when the disk does not say. */
async function isNewest(generations: Generations, generation: number, file: Buffer): Promise<boolean | null> {
  try {
    if ((await generations.list()).generations[0] !== generation) return false
    return (await generations.read(generation)).equals(file)
  } catch {
    return null
  }
}

function isIn(draft: Draft, contents: Contents): boolean {
  const mine = draft.header.history[0]
  return mine !== undefined && contents.header.history.some((id) => id.equals(mine))
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
