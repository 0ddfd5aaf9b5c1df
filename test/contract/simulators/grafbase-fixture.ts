import { afterEach, beforeEach } from 'vitest'
import { startGrafbaseSimulator, type GrafbaseSimulator } from '#test/simulators/grafbase/index'
import type { GrafbaseOrganization, GrafbaseUser } from '#test/simulators/grafbase/model'
import type { GrafbaseState } from '#test/simulators/grafbase/state'
import { field, listField, request, type Answer } from './client.ts'

/** The simulator's time at the start of each test, in milliseconds. */
export const START: number = Date.UTC(2026, 4, 10, 12)
/** In milliseconds. */
export const DAY = 86_400_000

export const VIEWER = '{ viewer { email } }'
export const CREATE = `mutation($input: AccessTokenCreateInput!) { accessTokenCreate(input: $input) {
  __typename
  ... on AccessTokenCreateSuccess {
    jwt token { id name accountId createdAt expiresAt graphScopes { id slug } } query { viewer { email } }
  }
  ... on CouldNotFindGraphsError { unknownGraphIds }
} }`
const DELETE = `mutation($id: ID!) { accessTokenDelete(input: { id: $id }) {
  __typename ... on AccessTokenDeleteSuccess { deletedId }
} }`

interface Planted {
  readonly simulator: GrafbaseSimulator
  readonly acme: GrafbaseOrganization
  readonly ada: GrafbaseUser
}

/** A fresh platform for each test: ada owns the organization acme, bob is a member; each has one token. */
export class GrafbaseFixture {
  clock: number = START
  adaJwt = ''
  bobJwt = ''
  #planted: Planted | undefined

  constructor() {
    beforeEach(() => this.#start())
    afterEach(() => this.#planted?.simulator.close())
  }

  get simulator(): GrafbaseSimulator {
    return this.#running.simulator
  }

  get state(): GrafbaseState {
    return this.simulator.state
  }

  get acme(): GrafbaseOrganization {
    return this.#running.acme
  }

  get ada(): GrafbaseUser {
    return this.#running.ada
  }

  /** A GraphQL request with `Bearer <jwt>`. */
  ask(jwt: string, query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return request(`${this.simulator.origin}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${jwt}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    })
  }

  /** One field of an answer's data. @throws if the answer has errors. */
  async data(jwt: string, query: string, name: string, variables: object = {}): Promise<unknown> {
    const { status, text, body } = await this.ask(jwt, query, variables)
    if (status !== 200 || field(body, 'errors') !== undefined) throw new Error(`refused: ${text}`)
    return field(field(body, 'data'), name)
  }

  /** The payload of a creation, whichever member of the union it is. */
  create(jwt: string, input: object): Promise<unknown> {
    return this.data(jwt, CREATE, 'accessTokenCreate', { input })
  }

  /** The payload of a deletion, whichever member of the union it is. */
  remove(jwt: string, id: string): Promise<unknown> {
    return this.data(jwt, DELETE, 'accessTokenDelete', { id })
  }

  get #running(): Planted {
    if (!this.#planted) throw new Error('the simulator runs during tests only')
    return this.#planted
  }

  async #start(): Promise<void> {
    this.clock = START
    const simulator = await startGrafbaseSimulator({ now: () => this.clock })
    const { state } = simulator
    const ada = state.addUser({ name: 'Ada', email: 'ada@example.com' })
    const bob = state.addUser({ name: 'Bob', email: 'bob@example.com' })
    const acme = state.addOrganization({ slug: 'acme', name: 'Acme' })
    this.#planted = { simulator, acme, ada }
    state.addMember(acme, ada, 'OWNER')
    state.addMember(acme, bob, 'MEMBER')
    this.adaJwt = state.addToken({ user: ada }, { name: 'laptop', createdAt: START - DAY }).jwt
    this.bobJwt = state.addToken({ user: bob }, { name: 'bob' }).jwt
  }
}

/** Status, data and the first error's code. */
export function refusal(answer: Answer): unknown[] {
  const extensions = field(listField(answer.body, 'errors')[0], 'extensions')
  return [answer.status, field(answer.body, 'data'), field(extensions, 'code')]
}
