import { afterEach, beforeEach } from 'vitest'
import { startGithubSimulator, type GithubOptions, type GithubSimulator } from '#test/simulators/github/index'
import type { GithubOrganization, GithubToken, GithubUser } from '#test/simulators/github/model'
import type { GithubState } from '#test/simulators/github/state'
import type { Faults } from '#test/simulators/kit/faults'
import { field, request, type Answer } from './client.ts'

/** The simulator's time at the start of each test, in milliseconds. */
export const START: number = Date.UTC(2026, 4, 10, 12)
export const DAY = 86_400_000

/** A fresh simulator for each test: ada, with a classic and a fine-grained token, and the organization `acme`. */
export class GithubFixture {
  clock: number = START
  ada!: GithubUser
  acme!: GithubOrganization
  classic!: GithubToken
  fine!: GithubToken
  #simulator: GithubSimulator | undefined
  readonly #options: GithubOptions

  constructor(options: GithubOptions = {}) {
    this.#options = options
    beforeEach(() => this.#start())
    afterEach(() => this.#simulator?.close())
  }

  get origin(): string {
    return this.#running.origin
  }

  get state(): GithubState {
    return this.#running.state
  }

  get faults(): Faults {
    return this.#running.faults
  }

  /** A request with a bearer, or without one for `undefined`; a body that is no text is sent as JSON. */
  call(token: GithubToken | undefined, method: string, path: string, body?: unknown): Promise<Answer> {
    return request(this.origin + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token.value}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }

  /** Whether a token can say whose it is. */
  async works(token: GithubToken): Promise<boolean> {
    const root = this.#options.enterpriseServer ? '/api/v3' : ''
    return (await this.call(token, 'GET', `${root}/user`)).status === 200
  }

  get #running(): GithubSimulator {
    if (!this.#simulator) throw new Error('the simulator runs during tests only')
    return this.#simulator
  }

  async #start(): Promise<void> {
    this.clock = START
    const simulator = await startGithubSimulator({ now: () => this.clock, ...this.#options })
    this.#simulator = simulator
    const { state } = simulator
    this.ada = state.addUser({ login: 'ada', name: 'Ada', zoneMinutes: 330 })
    this.acme = state.addOrganization({ login: 'acme' })
    const expiresAt = START + 30 * DAY
    this.classic = state.addToken(this.ada, {
      kind: 'classic',
      name: 'laptop',
      scopes: ['repo', 'read:org'],
      expiresAt,
    })
    this.fine = state.addToken(this.ada, { kind: 'fine-grained', name: 'ci', expiresAt })
  }
}

/** Status and message of an answer. */
export function message(answer: Answer): unknown[] {
  return [answer.status, field(answer.body, 'message')]
}
