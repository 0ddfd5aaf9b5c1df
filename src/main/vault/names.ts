import { join } from 'node:path'

/**
 * The names in the vault's folder:
 * `vault.<number>` a generation, `vault.tmp-<uuid>` one that is being written, `vault.lock` held for a moment where there
 * are no hard links, `vault.claim-<number>` a number that one writer alone may use there, `vault.bad-<number>-<uuid>` an
 * unreadable generation that was put aside, `vault.kept-<number>-<ms since the epoch>` a copy of a generation that was kept on
 * purpose, `snapshots/` the sealed files beside it.
 */
const generation = /^vault\.([1-9][0-9]{0,13})$/
const temporary = /^vault\.tmp-/
const claim = /^vault\.claim-([1-9][0-9]{0,13})$/
const bad = /^vault\.bad-([1-9][0-9]{0,13})(-|$)/
const kept = /^vault\.kept-([1-9][0-9]{0,13})-([0-9]{1,15})$/

export const lockName = 'vault.lock'

export function generationPath(folder: string, number: number): string {
  return join(folder, `vault.${number}`)
}

export function temporaryPath(folder: string, id: string): string {
  return join(folder, `vault.tmp-${id}`)
}

/** The name by which a number is claimed where there are no hard links. */
export function claimPath(folder: string, number: number): string {
  return join(folder, `vault.claim-${number}`)
}

/** The name of an unreadable generation that was put aside. */
export function badPath(folder: string, number: number, id: string): string {
  return join(folder, `vault.bad-${number}-${id}`)
}

/** The name of a copy that was made of a generation at this moment. */
export function keptName(number: number, at: number): string {
  return `vault.kept-${number}-${at}`
}

interface Numbered {
  readonly name: string
  readonly number: number
}

export interface Listing {
  /** Numbers of the generations, newest first. */
  readonly generations: readonly number[]
  readonly temporaries: readonly string[]
  /** Generations that were put aside, with the number that they had. */
  readonly aside: readonly Numbered[]
  /** Copies of generations that were kept on purpose, with the number and when they were made. */
  readonly kept: readonly { readonly name: string; readonly number: number; readonly at: number }[]
  /** Numbers that somebody has claimed and not used yet. */
  readonly claims: readonly Numbered[]
  /** Is there anything that only a vault leaves behind? The lock or a claim alone is no trace of one. */
  readonly traces: boolean
  /** Are all of these files that are being written, or were when somebody died? */
  readonly unfinishedOnly: boolean
}

/** Sorts the names of a folder. */
export function readListing(names: readonly string[]): Listing {
  const generations = names.flatMap((name) => {
    const number = generation.exec(name)?.[1]
    return number === undefined ? [] : [Number(number)]
  })
  const traces = names.filter((name) => name.startsWith('vault.') && name !== lockName && !claim.test(name))
  return {
    generations: generations.sort((a, b) => b - a),
    temporaries: names.filter((name) => temporary.test(name)),
    aside: numbered(names, bad),
    kept: names.flatMap((name) => {
      const [, number, at] = kept.exec(name) ?? []
      return number === undefined ? [] : [{ name, number: Number(number), at: Number(at) }]
    }),
    claims: numbered(names, claim),
    traces: traces.length > 0,
    unfinishedOnly: traces.every((name) => temporary.test(name)),
  }
}

function numbered(names: readonly string[], pattern: RegExp): Numbered[] {
  return names.flatMap((name) => {
    const number = pattern.exec(name)?.[1]
    return number === undefined ? [] : [{ name, number: Number(number) }]
  })
}
