import { afterEach, beforeEach } from 'vitest'
import { startGitpodSimulator, type GitpodSimulator } from '#test/simulators/gitpod/index'
import { FULL_ACCESS, type GitpodState } from '#test/simulators/gitpod/state'
import { field, listField, request, type Answer } from './client.ts'

/** The simulator's time at the start of each test, in milliseconds. */
export const START: number = Date.UTC(2026, 4, 10, 12)
/** When ada's own token ends. */
export const LATER = '2026-08-01T00:00:00Z'
export const TOKENS = 'gitpod.experimental.v1.TokensService'

/** A fresh simulator for each test, with one user, ada, who has one token with full access. */
export class GitpodFixture {
  clock: number = START
  userId = ''
  own: { readonly id: string; readonly value: string } = { id: '', value: '' }
  #simulator: GitpodSimulator | undefined

  constructor() {
    beforeEach(() => this.#start())
    afterEach(() => this.#simulator?.close())
  }

  get origin(): string {
    return this.#running.origin
  }

  get state(): GitpodState {
    return this.#running.state
  }

  /** A Connect call with ada's token unless another is given; a message that is a text is sent as it is. */
  call(
    method: string,
    message: unknown = {},
    { value = this.own.value, headers = {} }: { value?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    return request(`${this.origin}/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${value}`, 'content-type': 'application/json', ...headers },
      body: typeof message === 'string' ? message : JSON.stringify(message),
    })
  }

  /** A call of the TokensService: `Create`, `Get`, `List`, `Regenerate`, `Update` or `Delete`. */
  tokens(verb: string, message: unknown = {}, value?: string): Promise<Answer> {
    const method = `${TOKENS}/${verb}PersonalAccessToken${verb === 'List' ? 's' : ''}`
    return this.call(method, message, value === undefined ? {} : { value })
  }

  async names(message: unknown = {}): Promise<unknown[]> {
    return listField((await this.tokens('List', message)).body, 'tokens').map((token) => field(token, 'name'))
  }

  get #running(): GitpodSimulator {
    if (!this.#simulator) throw new Error('the simulator runs during tests only')
    return this.#simulator
  }

  async #start(): Promise<void> {
    this.clock = START
    const simulator = await startGitpodSimulator({ now: () => this.clock })
    this.#simulator = simulator
    this.userId = simulator.state.addUser({ name: 'ada', createdAt: START - 1500 }).id
    const token = { name: 'laptop', expirationTime: Date.parse(LATER), scopes: FULL_ACCESS }
    this.own = simulator.state.addToken(this.userId, token)
  }
}

/** Status, code and message of an answer. */
export function error(answer: Answer): unknown[] {
  return [answer.status, field(answer.body, 'code'), field(answer.body, 'message')]
}

export const UNKNOWN_CALLER = [401, 'unauthenticated', 'Failed to establish caller identity']
