import { afterEach, beforeEach, expect } from 'vitest'
import { startGitlabSimulator, type GitlabOptions, type GitlabSimulator } from '#test/simulators/gitlab/index'
import type { GitlabResource, GitlabToken, GitlabUser } from '#test/simulators/gitlab/model'
import type { GitlabState } from '#test/simulators/gitlab/state'
import type { Faults } from '#test/simulators/kit/faults'
import { field, request, type Answer } from './client.ts'

/** The simulator's time at the start of each test, in milliseconds. */
export const START: number = Date.UTC(2026, 4, 10, 12)
export const MINUTE = 60_000
export const DAY = 86_400_000

/**
 * A fresh simulator for each test: ada owns the group `acme` with its project `site`, bob maintains `site` alone, eve is
 * nowhere, root administers the instance. Each has a token with the scope `api`.
 */
export class GitlabFixture {
  clock: number = START
  ada!: GitlabUser
  bob!: GitlabUser
  group!: GitlabResource
  project!: GitlabResource
  /** Tokens by whose they are. */
  own!: Readonly<Record<'ada' | 'bob' | 'eve' | 'root', GitlabToken>>
  #simulator: GitlabSimulator | undefined
  readonly #options: GitlabOptions

  constructor(options: GitlabOptions = {}) {
    this.#options = options
    beforeEach(() => this.#start())
    afterEach(() => this.#simulator?.close())
  }

  get origin(): string {
    return this.#running.origin
  }

  get faults(): Faults {
    return this.#running.faults
  }

  get state(): GitlabState {
    return this.#running.state
  }

  /** A request below `/api/v4` with `PRIVATE-TOKEN`; a body that is no text is sent as JSON. */
  call(token: GitlabToken | string, method: string, path: string, body?: unknown): Promise<Answer> {
    const value = typeof token === 'string' ? token : token.value
    return request(`${this.origin}/api/v4${path}`, {
      method,
      headers: { 'private-token': value, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }

  /** One field of each row of a list. */
  async rows(token: GitlabToken, path: string, name = 'name'): Promise<unknown[]> {
    const answer = await this.call(token, 'GET', path)
    expect(answer.status).toBe(200)
    if (!Array.isArray(answer.body)) throw new Error('expected a list')
    return answer.body.map((row: unknown) => field(row, name))
  }

  get #running(): GitlabSimulator {
    if (!this.#simulator) throw new Error('the simulator runs during tests only')
    return this.#simulator
  }

  async #start(): Promise<void> {
    this.clock = START
    const simulator = await startGitlabSimulator({ now: () => this.clock, ...this.#options })
    this.#simulator = simulator
    const { state } = simulator
    const ada = state.addUser({ username: 'ada', name: 'Ada' })
    const bob = state.addUser({ username: 'bob', name: 'Bob' })
    const eve = state.addUser({ username: 'eve', name: 'Eve' })
    const root = state.addUser({ username: 'root', name: 'Root', isAdmin: true })
    this.group = state.addGroup({ path: 'acme', name: 'Acme', members: { [ada.id]: 50 } })
    this.project = state.addProject({ path: 'site', name: 'Site', parent: this.group, members: { [bob.id]: 40 } })
    const api = (user: GitlabUser) => state.addToken(user, { name: `${user.username}'s own`, scopes: ['api'] })
    this.own = { ada: api(ada), bob: api(bob), eve: api(eve), root: api(root) }
    this.ada = ada
    this.bob = bob
  }
}

/** What GitLab says of its own refusals: status and `message`. */
export function message(answer: Answer): unknown[] {
  return [answer.status, field(answer.body, 'message')]
}

/** What GitLab says of parameters and credentials: status and `error`. */
export function error(answer: Answer): unknown[] {
  return [answer.status, field(answer.body, 'error')]
}

export const UNAUTHORIZED = [401, '401 Unauthorized']
