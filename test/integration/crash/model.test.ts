import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { TokenRow } from '#shared/model/token'
import { type AppWorld, failureOf, jobId, refresh } from '#test/support/app-world'
import { Arrows, ended } from '#test/support/arrows'
import { byValueProvider } from '#test/support/by-value-provider'
import type { FakeService, Fault, ServiceCall } from '#test/support/fake-service'
import { endLeaked, revokeMany, takeFromPage } from './acts.ts'
import {
  calm,
  decide,
  expectAgreement,
  expectNothingLostInSilence,
  expectNothingTwice,
  putInOrder,
  type Asked,
  type Wishes,
} from './aftermath.ts'
import { setStage, withRevokeAll } from './scenarios.ts'
import type { Stage } from './stage.ts'

/** What somebody has asked for: all that may have been done. */
interface Model extends Asked {
  readonly wishes: Wishes
  count: number
}

/** The app as it runs now; another one after each kill. */
class Real {
  stage: Stage
  arrows: Arrows

  constructor(stage: Stage, arrows: Arrows) {
    this.stage = stage
    this.arrows = arrows
  }

  get world(): AppWorld {
    return this.stage.world
  }

  async restart(): Promise<void> {
    this.arrows.kill()
    this.arrows = new Arrows()
    this.world.service.mend()
    const run = await this.world.start(this.arrows)
    this.stage = { ...this.stage, run, arrows: this.arrows }
    await calm(this.stage)
  }

  /** The n-th row of a living token of a kind, in the order of their ids. */
  row(kind: string, n: number): TokenRow | undefined {
    const rows = [...this.stage.run.window.rows.values()].filter(
      ({ token }) => token.kind === kind && token.state === 'active',
    )
    return rows.sort((a, b) => (a.token.id < b.token.id ? -1 : 1))[n % Math.max(1, rows.length)]
  }
}

interface Step {
  readonly what: keyof typeof acts
  readonly n: number
  readonly fault: Pick<Fault, 'kind' | 'done'> | null
  readonly diskIsFull: boolean
  /** The process is killed so many arrows into it. */
  readonly killIn: number | null
}

const me = { kind: 'me', id: 'ada', name: 'id-ada' } as const
const acme = { kind: 'organization', id: 'acme', name: 'acme' } as const
const never = { kind: 'never' as const }

type Act = (real: Real, model: Model, step: Step) => Promise<unknown>

const create =
  (owner: typeof me | typeof acme, kind: string): Act =>
  ({ stage: { run, accountId }, world }, model) => {
    model.wishes.made += 1
    const expiry = { kind: 'at' as const, at: world.clock.now() + 30 * 86_400_000 }
    const draft = { name: `made-${model.count}`, expiry: kind === 'classic' ? expiry : never }
    const scopes = kind === 'classic' ? { scopes: ['full'] } : {}
    return run.call['token.create']({ accountId, owner, kind, draft: { ...draft, ...scopes }, jobId: jobId() })
  }

const regenerate =
  (kind: string): Act =>
  async (real, model, { n }) => {
    const { run } = real.stage
    const row = real.row(kind, n)
    if (row === undefined) return
    model.wishes[kind === 'classic' ? 'renewed' : 'made'] += 1
    const at = real.world.clock.now() + (30 + model.count) * 86_400_000
    await run.call['token.regenerate']({
      tokenId: row.token.id,
      draft: kind === 'classic' ? { expiry: { kind: 'at', at } } : { name: `next-${model.count}`, expiry: never },
      ownConfirmed: true,
      jobId: jobId(),
    })
  }

const acts = {
  'make a token': create(acme, 'org'),
  'make a personal token': create(me, 'classic'),
  renew: regenerate('classic'),
  'make a successor': regenerate('org'),
  revoke: async (real, model, { n }) => {
    const row = real.row(n % 2 === 0 ? 'org' : 'classic', n)
    if (row === undefined) return
    model.ends.add(row.token.issuerId)
    await real.stage.run.call['token.revoke']({ tokenId: row.token.id, ownConfirmed: true, jobId: jobId() })
  },
  rename: async (real, model, { n }) => {
    const row = real.row('classic', n)
    if (row === undefined) return
    model.wishes.changed += 1
    const changes = { name: `named-${model.count}` }
    await real.stage.run.call['token.update']({ tokenId: row.token.id, changes, jobId: jobId() })
  },
  'revoke many': async (real, model, { n }) => {
    const { run } = real.stage
    const { bulk } = run.window.facts ?? {}
    if (bulk?.phase === 'ended') await run.call['bulk.dismiss']({ bulkId: bulk.id })
    const rows = ['org', 'org', 'classic'].flatMap((kind, at) => real.row(kind, n + at) ?? [])
    const tokens = [...new Map(rows.map(({ token }) => [token.id, token])).values()]
    for (const { issuerId } of tokens) model.ends.add(issuerId)
    if (tokens.length > 0)
      await revokeMany(
        real.stage,
        tokens.map(({ id }) => id),
      )
  },
  'revoke all': async (real, model, { n }) => {
    // Afterwards nobody signs in: seldom enough for all else to have its turn.
    if (n % 4 !== 0) return
    const { run, accountId } = real.stage
    const { tokenIds } = await run.call['revokeAll.list']({ accountId, jobId: jobId() })
    for (const kind of ['classic', 'seen', 'unlisted']) {
      for (const { issuerId } of real.world.service.tokens('ada', kind)) model.ends.add(issuerId)
    }
    await run.call['revokeAll.call']({ accountId, name: 'Work', tokenIds, jobId: jobId() })
  },
  'end a leaked secret': async (real, model, { n }) => {
    const tokens = real.world.service.tokens('ada', 'classic')
    const token = tokens[n % Math.max(1, tokens.length)]
    if (token === undefined) return
    model.ends.add(token.issuerId)
    await endLeaked(real.stage, token.secret)
  },
  'enter another': async ({ stage: { run, accountId }, world }) => {
    if (run.window.facts?.accounts[0]?.credentialError === null) return
    const { secret: value } = world.service.add('ada', 'classic', { name: 'another' })
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })
  },
  'take from the page': async (real, model, { n }) => {
    await takeFromPage(real.stage, `elsewhere-${model.count}`, n % 2 === 0 ? 'seen' : 'unlisted')
  },
  'renew on the page': async (real, _model, { n }) => {
    const row = real.row('seen', n)
    const before = real.world.service.tokens('ada', 'seen').find(({ issuerId }) => issuerId === row?.token.issuerId)
    if (row === undefined || before === undefined) return
    const value = `${before.secret}-again`
    real.world.service.replace('ada', 'seen', { ...before, secret: value })
    await real.stage.run.call['guided.regenerate']({
      tokenId: row.token.id,
      draft: { expiry: never },
      secret: { from: 'field', value },
      ownConfirmed: true,
      jobId: jobId(),
    })
  },
  'revoke on the page': async (real, _model, { n }) => {
    const row = real.row(n % 2 === 0 ? 'seen' : 'unlisted', n)
    if (row === undefined) return
    real.world.service.drop(row.token.issuerId)
    const { id: tokenId } = row.token
    await real.stage.run.call['guided.revoke']({ tokenId, ownConfirmed: true, saysDone: false, jobId: jobId() })
  },
  'be reminded later': async ({ stage: { run }, world }) => {
    const operation = run.operations('regenerate').find(({ step }) => step === 'checked')
    if (operation === undefined) return
    await run.call['operation.continue']({
      operationId: operation.id,
      decision: 'revoke-later',
      at: world.clock.now() + 7_200_000,
      tokenId: null,
      ownConfirmed: false,
      jobId: jobId(),
    })
  },
  decide: async (real, model, { n }) => {
    const operations = real.stage.run.operations()
    const operation = operations[n % Math.max(1, operations.length)]
    if (operation !== undefined) await decide(real.stage, operation, n % 3 !== 0, model)
  },
  'store again': async ({ stage: { run } }) => {
    for (const { id } of run.window.facts?.unstored ?? []) await run.call['secret.storeAgain']({ unstoredId: id })
  },
  refresh: ({ stage: { run } }) => refresh(run),
  'be made elsewhere': async ({ world }, model, { n }) => {
    const name = `elsewhere-${model.count}`
    if (n % 2 === 0) world.service.add('acme', 'org', { name }, 'ada')
    else world.service.add('ada', 'classic', { name })
  },
  'end elsewhere': async ({ world }, _model, { n }) => {
    const tokens = world.service.tokens('acme', 'org')
    const token = tokens[n % Math.max(1, tokens.length)]
    if (token !== undefined) world.service.drop(token.issuerId)
  },
  'pass an hour': async ({ world }) => world.clock.advance(3_600_000),
} satisfies Readonly<Record<string, Act>>

const provider = (service: FakeService) => byValueProvider(service, withRevokeAll(service)).provider

const changing: readonly ServiceCall[] = ['create', 'regenerate', 'revoke', 'revokeAll', 'update']

class Command implements fc.AsyncCommand<Model, Real> {
  readonly #step: Step

  constructor(step: Step) {
    this.#step = step
  }

  check(): boolean {
    return true
  }

  async run(model: Model, real: Real): Promise<void> {
    const { what, fault, diskIsFull, killIn } = this.#step
    const { world } = real
    model.count += 1
    world.clock.advance(60_000)
    if (fault !== null) for (const on of changing) world.service.fail({ ...fault, on })
    const { fs } = real.stage.run
    if (diskIsFull) fs.failOn('create', 'ENOSPC', { times: 4 })
    if (killIn !== null) real.arrows.killIn(killIn)
    await ended(real.arrows, failureOf(acts[what](real, model, this.#step)))
    fs.fault = () => undefined
    world.service.mend()
    if (real.arrows.isDead) {
      await real.restart()
      await expectNothingLostInSilence(real.stage, true, model.lets)
    }
    real.arrows.killIn(Infinity)
    expectNothingTwice(real.stage, model.ends, model.wishes)
  }

  toString(): string {
    return JSON.stringify(this.#step)
  }
}

const faults: readonly (Pick<Fault, 'kind' | 'done'> | null)[] = [
  null,
  null,
  { kind: 'answer-lost', done: true },
  { kind: 'answer-lost', done: false },
  { kind: 'server-error', done: true },
  { kind: 'offline', done: false },
]

const steps = fc.record({
  what: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
  n: fc.nat(11),
  fault: fc.constantFrom(...faults),
  diskIsFull: fc.nat(9).map((n) => n === 0),
  killIn: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(45) }),
})

it(
  'brings vault, list, journal and provider to the same end, whatever a person does and whatever goes wrong',
  { timeout: 240_000 },
  async () => {
    const commands = fc.commands([steps.map((step) => new Command(step))], { maxCommands: 25, size: 'max' })
    const property = fc.asyncProperty(commands, async (all) => {
      const arrows = new Arrows()
      const stage = await setStage({ call: null, provider, act: () => Promise.resolve() }, arrows)
      const real = new Real(stage, arrows)
      const model: Model = {
        ends: new Set(),
        lets: new Set(),
        wishes: { made: 0, renewed: 0, changed: 0 },
        count: 0,
      }
      await fc.asyncModelRun(() => ({ model, real }), all)
      await calm(real.stage)
      await acts['store again'](real)
      await real.restart()
      await expectNothingLostInSilence(real.stage, true, model.lets)
      await putInOrder(real.stage, model.count % 2 === 0, model)
      expectNothingTwice(real.stage, model.ends, model.wishes)
      await expectAgreement(real.stage, model)
      await real.restart()
      expect(real.stage.run.operations()).toEqual([])
    })
    await fc.assert(property, {
      numRuns: Number(process.env['RUNS'] ?? 150),
      seed: Number(process.env['SEED'] ?? 20_261_122),
      endOnFailure: false,
    })
  },
)
