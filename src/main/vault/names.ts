import { join } from 'node:path'

/**
 * The names in the vault's folder:
 * `vault.<number>` a generation, `vault.tmp-<uuid>` one that is being written, `vault.lock` held for a moment where there
 * are no hard links, `vault.bad-<number>-<uuid>` an unreadable generation that was put aside, `snapshots/` the sealed files beside it.
 */
const generation = /^vault\.([1-9][0-9]{0,13})$/
const temporary = /^vault\.tmp-/
const bad = /^vault\.bad-([1-9][0-9]{0,13})(-|$)/

export const lockName = 'vault.lock'

export function generationPath(folder: string, number: number): string {
  return join(folder, `vault.${number}`)
}

export function temporaryPath(folder: string, id: string): string {
  return join(folder, `vault.tmp-${id}`)
}

/** The name of an unreadable generation that was put aside. */
export function badPath(folder: string, number: number, id: string): string {
  return join(folder, `vault.bad-${number}-${id}`)
}

export interface Listing {
  /** Numbers of the generations, newest first. */
  readonly generations: readonly number[]
  readonly temporaries: readonly string[]
  /** Generations that were put aside, with the number that they had. */
  readonly aside: readonly { readonly name: string; readonly number: number }[]
  /** Is there anything that only a vault leaves behind? The lock alone is no trace of one. */
  readonly traces: boolean
}

/** Sorts the names of a folder. */
export function readListing(names: readonly string[]): Listing {
  const generations = names.flatMap((name) => {
    const number = generation.exec(name)?.[1]
    return number === undefined ? [] : [Number(number)]
  })
  return {
    generations: generations.sort((a, b) => b - a),
    temporaries: names.filter((name) => temporary.test(name)),
    aside: names.flatMap((name) => {
      const number = bad.exec(name)?.[1]
      return number === undefined ? [] : [{ name, number: Number(number) }]
    }),
    traces: names.some((name) => name.startsWith('vault.') && name !== lockName),
  }
}
