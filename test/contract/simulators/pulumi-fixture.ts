import { afterEach, beforeEach, expect } from 'vitest'
import { startPulumiSimulator, type PulumiSimulator } from '#test/simulators/pulumi/index'
import type { PulumiState } from '#test/simulators/pulumi/state'
import { field, listField, request, textField, type Answer } from './client.ts'

/** The simulator's time at the start of each test, in milliseconds, and in seconds as Pulumi counts. */
export const START: number = Date.UTC(2026, 4, 10, 12)
export const SECONDS: number = START / 1000
/** In seconds. */
export const DAY = 86_400

/**
 * A fresh simulator for each test: ada administers `acme`, bob is a member who administers its team `data`, eve belongs
 * nowhere.
 */
export class PulumiFixture {
  clock: number = START
  /** Values of personal tokens of ada and bob that never end. */
  ada = ''
  bob = ''
  #simulator: PulumiSimulator | undefined

  constructor() {
    beforeEach(() => this.#start())
    afterEach(() => this.#simulator?.close())
  }

  get origin(): string {
    return this.#running.origin
  }

  get state(): PulumiState {
    return this.#running.state
  }

  /** A request with `token <value>`; a body that is no text is sent as JSON. */
  call(value: string, method: string, path: string, body?: unknown): Promise<Answer> {
    return request(this.origin + path, {
      method,
      headers: { authorization: `token ${value}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }

  /** The names of listed tokens, or the descriptions of those that have none. */
  async names(value: string, path: string): Promise<string[]> {
    const answer = await this.call(value, 'GET', path)
    expect(answer.status).toBe(200)
    return listField(answer.body, 'tokens').map((token) => textField(token, 'name') || textField(token, 'description'))
  }

  get #running(): PulumiSimulator {
    if (!this.#simulator) throw new Error('the simulator runs during tests only')
    return this.#simulator
  }

  async #start(): Promise<void> {
    this.clock = START
    const simulator = await startPulumiSimulator({ now: () => this.clock })
    this.#simulator = simulator
    const { state } = simulator
    for (const login of ['ada', 'bob', 'eve']) {
      state.addUser({ login, name: login.toUpperCase(), email: `${login}@example.com` })
    }
    state.addOrganization({ name: 'acme', display: 'Acme Inc', plan: 'enterprise' })
    state.addMember('acme', 'ada', 'admin')
    state.addMember('acme', 'bob', 'member')
    state.addTeam('acme', { name: 'data', displayName: 'Data', kind: 'pulumi', members: { bob: 'admin' } })
    state.addTeam('acme', { name: 'ops', displayName: 'Ops', kind: 'github' })
    this.ada = state.addPersonalToken('ada', { description: 'laptop' }).value
    this.bob = state.addPersonalToken('bob').value
  }
}

/** Status and error body of an answer, to compare with `refused`. */
export function error(answer: Answer): { status: number; code: unknown; message: unknown } {
  return { status: answer.status, code: field(answer.body, 'code'), message: field(answer.body, 'message') }
}

/** What `error` gives for a refusal. */
export function refused(status: number, message: string): { status: number; code: number; message: string } {
  return { status, code: status, message }
}

export const UNAUTHORIZED = refused(401, 'Unauthorized: No credentials provided or are invalid.')
export const FORBIDDEN = refused(403, 'You do not have permission to perform this operation.')
