import type { Round, Told } from '../../schedule/index.ts'

/** Where it is kept what was told of tokens. */
export interface TellingsKept {
  of(id: string): Told | undefined
  /** Gives a round whose tellings are kept from now on, so that nobody tells them once more. Never throws. */
  claim(look: () => Round): Promise<Round>
}

/** While the vault is locked: in memory, until it is open again. */
export class ToldMeanwhile implements TellingsKept {
  readonly #before: ReadonlyMap<string, Told>
  readonly since: Map<string, Told>

  /** `unsaved`: what was told before, and is not in the vault either. */
  constructor(before: ReadonlyMap<string, Told>, unsaved: ReadonlyMap<string, Told>) {
    this.#before = before
    this.since = new Map(unsaved)
  }

  of(id: string): Told | undefined {
    return this.since.get(id) ?? this.#before.get(id)
  }

  claim(look: () => Round): Promise<Round> {
    const round = look()
    for (const [id, told] of round.told) this.since.set(id, told)
    return Promise.resolve(round)
  }
}
