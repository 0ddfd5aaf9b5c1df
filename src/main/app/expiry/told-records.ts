import type { Instant } from '#shared/model/time'
import { isSameEnd } from '#shared/rules/expiry'
import { Failure } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { RecordChange, RecordOf, RecordStore } from '../../ports/records.ts'
import { afterTelling, type Round, type Told, type Watch } from '../../schedule/index.ts'
import { otherId } from '../tokens/other-token.ts'
import type { TellingsKept } from './told.ts'

/** Losing the race against another process once is life; so often, something is wrong. */
const attempts = 20

interface Saved {
  readonly record: RecordOf<'announced'>
  readonly byToken: ReadonlyMap<string, Told>
}

interface ToldPorts {
  readonly records: RecordStore
  readonly log: Log
  /** Is there such a token? What was told of others is forgotten. */
  isKnown(tokenId: string): boolean
}

/** What was told of the expiry of tokens: in the vault, one record for each account. */
export class ToldRecords implements TellingsKept {
  readonly #ports: ToldPorts
  #saved = new Map<string, Saved>()
  /** What was told and is not in the vault yet: it could not be saved, or the vault was locked. */
  readonly #unsaved: Map<string, Told>

  constructor(ports: ToldPorts, toldMeanwhile: ReadonlyMap<string, Told>) {
    this.#ports = ports
    this.#unsaved = new Map(toldMeanwhile)
    this.#read()
  }

  of(tokenId: string): Told | undefined {
    return this.#unsaved.get(tokenId) ?? this.#saved.get(accountOf(tokenId))?.byToken.get(tokenId)
  }

  /** An earlier run told this, and could not write it into the vault. */
  recall(tokenId: string, watch: Watch, step: number, at: Instant): void {
    const known = this.of(tokenId)
    if (known?.tellings.some((one) => one.step === step && isSameEnd(known.end, watch.end))) return
    this.#unsaved.set(tokenId, afterTelling(watch, known, step, at))
  }

  /** Is all that was told in the vault? */
  get isSaved(): boolean {
    return this.#unsaved.size === 0
  }

  isUnsaved(tokenId: string): boolean {
    return this.#unsaved.has(tokenId)
  }

  /** One commit a round; none where there is nothing to tell. What cannot be saved is told all the same, once. */
  async claim(look: () => Round): Promise<Round> {
    const { records, log } = this.#ports
    let round = look()
    if (round.told.size === 0 && this.#unsaved.size === 0) return round
    try {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        // Another process may have told it.
        await records.catchUp()
        this.#read()
        round = look()
        if (await this.#save(new Map([...this.#unsaved, ...round.told]))) return round
      }
      throw new Failure('busy')
    } catch {
      log.warn('what was told of expiry could not be saved', { count: round.told.size })
      for (const [tokenId, told] of round.told) this.#unsaved.set(tokenId, told)
    }
    return round
  }

  /** False when another process has told of the same accounts since they were read. Throws Failure. */
  async #save(told: ReadonlyMap<string, Told>): Promise<boolean> {
    if (told.size === 0) return true
    const changes = this.#changes(told)
    const beaten = new Failure('busy')
    try {
      await this.#ports.records.commit(changes, (all) => {
        if (changes.some(({ id }) => all('announced').get(id) !== this.#saved.get(id)?.record)) throw beaten
      })
    } catch (error) {
      if (error === beaten) return false
      throw error
    }
    this.#unsaved.clear()
    this.#read()
    return true
  }

  #changes(told: ReadonlyMap<string, Told>): RecordChange[] {
    return [...new Set([...told.keys()].map(accountOf))].map((id) => {
      const before = this.#saved.get(id)?.byToken ?? []
      const all = new Map([...before, ...[...told].filter(([tokenId]) => accountOf(tokenId) === id)])
      const tokens = [...all]
        .filter(([tokenId]) => this.#ports.isKnown(tokenId))
        .map(([tokenId, { end, tellings }]) => ({ tokenId, end, tellings: [...tellings] }))
      return tokens.length === 0 ? { remove: 'announced', id } : { put: 'announced', id, value: { tokens } }
    })
  }

  #read(): void {
    const saved = new Map<string, Saved>()
    for (const [accountId, record] of this.#ports.records.all('announced')) {
      const known = this.#saved.get(accountId)
      saved.set(accountId, known?.record === record ? known : { record, byToken: byToken(record) })
    }
    this.#saved = saved
  }
}

/** The id of a token begins with its account's, but for one without an adapter. */
function accountOf(tokenId: string): string {
  const slash = tokenId.indexOf('/')
  return slash === -1 ? otherId : tokenId.slice(0, slash)
}

function byToken({ tokens }: RecordOf<'announced'>): Map<string, Told> {
  return new Map(tokens.map(({ tokenId, ...told }) => [tokenId, told]))
}
