import { afterEach, beforeEach } from 'vitest'
import { startModerneSimulator, type ModerneSimulator } from '#test/simulators/moderne/index'
import type { ModerneState } from '#test/simulators/moderne/state'
import { field, listField, request, type Answer } from './client.ts'

/** The simulator's time at the start of each test, in milliseconds. */
export const START: number = Date.UTC(2026, 4, 10, 12)
/** In milliseconds. */
export const DAY = 86_400_000

/** A fresh tenant for each test: ada administers it, bob does not; each has one token, made a day ago. */
export class ModerneFixture {
  clock: number = START
  /** Values of tokens of ada and bob that never end. */
  ada = ''
  bob = ''
  #simulator: ModerneSimulator | undefined

  constructor() {
    beforeEach(() => this.#start())
    afterEach(() => this.#simulator?.close())
  }

  get origin(): string {
    return this.#running.origin
  }

  get state(): ModerneState {
    return this.#running.state
  }

  get faults(): ModerneSimulator['faults'] {
    return this.#running.faults
  }

  /** A GraphQL request with `Bearer <value>`. */
  ask(value: string, query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return request(`${this.origin}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${value}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    })
  }

  /** One field of an answer's data. @throws if the answer has errors. */
  async data(value: string, query: string, name: string, variables: object = {}): Promise<unknown> {
    const { status, text, body } = await this.ask(value, query, variables)
    if (status !== 200 || field(body, 'errors') !== undefined) throw new Error(`refused: ${text}`)
    return field(field(body, 'data'), name)
  }

  /** The descriptions of the caller's tokens, with the arguments of `tokens` in parentheses. */
  async descriptions(value: string, page = ''): Promise<unknown[]> {
    const query = `{ currentUser { tokens${page} { edges { node { description } } } } }`
    return nodes(field(await this.data(value, query, 'currentUser'), 'tokens')).map((node) =>
      field(node, 'description'),
    )
  }

  get #running(): ModerneSimulator {
    if (!this.#simulator) throw new Error('the simulator runs during tests only')
    return this.#simulator
  }

  async #start(): Promise<void> {
    this.clock = START
    const simulator = await startModerneSimulator({ now: () => this.clock })
    this.#simulator = simulator
    simulator.state.addUser({ email: 'ada@example.com', username: 'Ada', role: 'ADMIN' })
    simulator.state.addUser({ email: 'bob@example.com' })
    this.ada = simulator.state.addToken('ada@example.com', { description: 'laptop', created: START - DAY }).value
    this.bob = simulator.state.addToken('bob@example.com', { description: 'ci', created: START - DAY }).value
  }
}

/** The nodes of a connection that has edges only. */
export function nodes(connection: unknown): unknown[] {
  return listField(connection, 'edges').map((edge) => field(edge, 'node'))
}

/** Status, data and the first error's message and classification. */
export function refusal(answer: Answer): unknown[] {
  const first = listField(answer.body, 'errors')[0]
  const classification = field(field(first, 'extensions') ?? {}, 'classification')
  return [answer.status, field(answer.body, 'data'), field(first, 'message'), classification]
}
