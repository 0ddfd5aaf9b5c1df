import { afterEach, beforeEach } from 'vitest'
import { startOnaSimulator, type OnaSimulator } from '#test/simulators/ona/index'
import type { OnaOrganization, OnaToken, OnaUser } from '#test/simulators/ona/model'
import type { OnaState } from '#test/simulators/ona/state'
import type { Faults } from '#test/simulators/kit/faults'
import { field, listField, request, type Answer } from './client.ts'

/** The simulator's time at the start of each test, in milliseconds. */
export const START: number = Date.UTC(2026, 4, 10, 12)
export const DAY = 86_400_000
export const UNKNOWN_ID = '00000000-1111-4222-8333-444444444444'

/** A fresh simulator for each test: ada administers `acme`, bob is a member there, eve belongs to `other`. */
export class OnaFixture {
  clock: number = START
  acme!: OnaOrganization
  ada!: OnaUser
  bob!: OnaUser
  own!: Readonly<Record<'ada' | 'bob' | 'eve', OnaToken>>
  #simulator: OnaSimulator | undefined

  constructor() {
    beforeEach(() => this.#start())
    afterEach(() => this.#simulator?.close())
  }

  get origin(): string {
    return this.#running.origin
  }

  get state(): OnaState {
    return this.#running.state
  }

  get faults(): Faults {
    return this.#running.faults
  }

  /** A Connect call of `<service>/<method>` without the package; a message that is a text is sent as it is. */
  call(by: OnaToken | string, method: string, message: unknown = {}): Promise<Answer> {
    return request(`${this.origin}/api/gitpod.v1.${method}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${typeof by === 'string' ? by : by.value}`,
        'content-type': 'application/json',
      },
      body: typeof message === 'string' ? message : JSON.stringify(message),
    })
  }

  /** The descriptions in a list of personal tokens. */
  async descriptions(by: OnaToken, message: unknown = {}): Promise<unknown[]> {
    const { body } = await this.call(by, 'UserService/ListPersonalAccessTokens', message)
    return listField(body, 'personalAccessTokens').map((token) => field(token, 'description'))
  }

  get #running(): OnaSimulator {
    if (!this.#simulator) throw new Error('the simulator runs during tests only')
    return this.#simulator
  }

  async #start(): Promise<void> {
    this.clock = START
    const simulator = await startOnaSimulator({ now: () => this.clock })
    this.#simulator = simulator
    const { state } = simulator
    this.acme = state.addOrganization({ name: 'Acme' })
    const other = state.addOrganization({ name: 'Other', tier: 'ORGANIZATION_TIER_CORE' })
    this.ada = state.addUser(state.addAccount({ name: 'Ada' }), this.acme, { role: 'ORGANIZATION_ROLE_ADMIN' })
    this.bob = state.addUser(state.addAccount({ name: 'Bob' }), this.acme)
    const eve = state.addUser(state.addAccount({ name: 'Eve' }), other, { role: 'ORGANIZATION_ROLE_ADMIN' })
    const token = (user: OnaUser) =>
      state.addToken({ user }, { description: `${user.account.name}'s own`, expiresAt: START + 60 * DAY })
    this.own = { ada: token(this.ada), bob: token(this.bob), eve: token(eve) }
  }
}

/** Status and code of an answer. */
export function code(answer: Answer): unknown[] {
  return [answer.status, field(answer.body, 'code')]
}

/** Status and message of an answer. */
export function message(answer: Answer): unknown[] {
  return [answer.status, field(answer.body, 'message')]
}

export const DENIED = [403, 'permission_denied']
export const UNAUTHENTICATED = [401, 'unauthenticated']
export const NOT_FOUND = [404, 'not_found']
