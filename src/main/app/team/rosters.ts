import { z } from 'zod'
import type { Identity } from '#shared/model/account'
import { rosterSchema, type Roster } from '#shared/model/member'
import type { Owner } from '#shared/model/owner'
import type { Clock } from '../../ports/clock.ts'
import { Failure, typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { ProviderSession } from '../../ports/provider.ts'
import type { SnapshotStore } from '../../ports/records.ts'
import { askable, withAnswers, type Answer } from '../../team/roster.ts'
import { asFailure } from '../failures.ts'

/** So many lists of one account are asked for; what is beyond stays unknown. */
const mostLists = 200

const keptSchema = z.strictObject({ format: z.literal(1), rosters: z.array(rosterSchema).max(mostLists) })
const nameOf = (accountId: string) => `members.${accountId}`

interface RosterPorts {
  readonly clock: Clock
  readonly log: Log
  readonly snapshots: SnapshotStore
  /** Told after lists of members were asked for. */
  changed(): void
}

/** What a refresh knows of the account whose members it asks for. */
interface Asked {
  readonly accountId: string
  readonly session: ProviderSession
  readonly identity: Identity
  /** What the account's tokens belong to. */
  readonly tokens: Iterable<{ readonly owner: Owner }>
  /** Runs a call among the others of this refresh. */
  readonly limited: <T>(call: () => Promise<T>) => Promise<T>
  readonly signal: AbortSignal
}

/** Who is a member of what the tokens belong to, as the providers last said. In memory, and sealed beside the vault. */
export class Rosters {
  readonly #ports: RosterPorts
  /** Another map after each closing and opening. */
  #rosters = new Map<string, readonly Roster[]>()

  constructor(ports: RosterPorts) {
    this.#ports = ports
  }

  /** Reads what was kept of these accounts. Never throws: what cannot be read is asked for again. */
  async load(accountIds: Iterable<string>): Promise<void> {
    const loaded = new Map<string, readonly Roster[]>()
    for (const accountId of accountIds) {
      const kept = await this.#read(accountId)
      if (kept !== undefined) loaded.set(accountId, kept)
    }
    this.#rosters = loaded
  }

  clear(): void {
    this.#rosters = new Map()
  }

  all(): readonly Roster[] {
    return [...this.#rosters.values()].flat()
  }

  /**
   * Asks for every list that tells of a token. Each fails for itself, and says so. Throws Failure('cancelled'), which leaves
   * no trace.
   */
  async ask({ accountId, session, identity, tokens, limited, signal }: Asked): Promise<void> {
    const lists = askable(session.memberLists(identity), tokens)
    // Another process may have seen somebody come, or go, since.
    const knew = await this.#known(accountId)
    if (lists.length === 0 && knew.length === 0) return
    if (lists.length > mostLists) this.#ports.log.warn('too many lists of members', { count: lists.length })
    const wanted = lists.slice(0, mostLists)
    const answers = await Promise.all(
      wanted.map(async (owner): Promise<Answer | undefined> => {
        try {
          const members = await limited(() => session.members(owner, signal))
          // There is at least who asks, or who let them: it is no list, and nobody has left.
          if (members.length === 0 && owner.kind === 'organization') throw new Failure('broken-body')
          return { owner, at: this.#ports.clock.now(), members }
        } catch (error) {
          const failure = asFailure(error, this.#ports.log, 'members').error
          return failure.kind === 'cancelled' ? undefined : { owner, at: this.#ports.clock.now(), failure }
        }
      }),
    )
    if (signal.aborted) throw new Failure('cancelled')
    const round = { accountId, knew, wanted, answers: answers.filter((one) => one !== undefined) }
    await this.#keep(accountId, (kept) => withAnswers(kept, round).slice(0, mostLists))
  }

  /** Forgets an account, on the disk too. Never throws. */
  async remove(accountId: string): Promise<void> {
    this.#rosters.delete(accountId)
    try {
      const { snapshots } = this.#ports
      await snapshots.exclusively(nameOf(accountId), () => snapshots.remove(nameOf(accountId)))
    } catch (error) {
      this.#ports.log.warn('members could not be removed', { type: typeOf(error) })
    }
  }

  /** Never throws: what cannot be read is asked for again. */
  async #read(accountId: string): Promise<readonly Roster[] | undefined> {
    try {
      const bytes = await this.#ports.snapshots.read(nameOf(accountId))
      return bytes === undefined ? undefined : keptSchema.parse(JSON.parse(bytes.toString('utf8'))).rosters
    } catch (error) {
      this.#ports.log.warn('members cannot be read', { type: typeOf(error) })
      return undefined
    }
  }

  async #known(accountId: string): Promise<readonly Roster[]> {
    return (await this.#read(accountId)) ?? this.#rosters.get(accountId) ?? []
  }

  /** Keeps what is made of the lists as any process has left them. Never throws: memory has them in any case. */
  async #keep(accountId: string, make: (kept: readonly Roster[]) => readonly Roster[]): Promise<void> {
    const { snapshots, log } = this.#ports
    const known = this.#rosters
    let rosters = make(known.get(accountId) ?? [])
    try {
      await snapshots.exclusively(nameOf(accountId), async () => {
        rosters = make(await this.#known(accountId))
        await snapshots.write(nameOf(accountId), Buffer.from(JSON.stringify({ format: 1, rosters })))
      })
    } catch (error) {
      log.warn('members could not be written', { type: typeOf(error) })
    }
    // Nothing that the vault tells is known any more once it was closed.
    if (this.#rosters !== known) return
    known.set(accountId, rosters)
    this.#ports.changed()
  }
}
