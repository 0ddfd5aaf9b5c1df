import type { Owner } from '#shared/model/owner'
import { AppWorld, failureOf, jobId, refresh, settle, type Run } from '#test/support/app-world'
import type { Arrows } from '#test/support/arrows'
import type { Fault, ServiceCall } from '#test/support/fake-service'
import { guidedProvider } from '#test/support/guided-provider'

/** A person with an account, and the app as it runs now. */
export interface Stage {
  readonly world: AppWorld
  readonly run: Run
  readonly accountId: string
  /** Of the process that is about to be killed. */
  readonly arrows?: Arrows
}

export interface Scenario {
  /** The call that changes something at the provider; null where the person does that on its page. */
  readonly call: ServiceCall | null
  /** Names of tokens that are to end. */
  readonly ends?: readonly string[]
  /** Is what the account signs in with among them? */
  readonly endsAccess?: boolean
  prepare?(stage: Stage): Promise<unknown>
  /** What is interrupted. */
  act(stage: Stage): Promise<unknown>
}

/** What becomes of the call. With a stride the process is not killed in front of every arrow: it goes as with another. */
export const weathers: Readonly<Record<string, (Pick<Fault, 'kind' | 'done'> & { readonly stride?: number }) | null>> =
  {
    'a fine day': null,
    'the answer lost after the change': { kind: 'answer-lost', done: true },
    'the answer lost before the change': { kind: 'answer-lost', done: false, stride: 2 },
    'a broken answer after the change': { kind: 'server-error', done: true, stride: 4 },
    'a refusal': { kind: 'missing-permission', done: false, stride: 6 },
  }

const acme: Owner = { kind: 'organization', id: 'acme', name: 'acme' }
const me: Owner = { kind: 'me', id: 'ada', name: 'id-ada' }
const never = { kind: 'never' as const }
const later = { kind: 'at' as const, at: Date.UTC(2026, 9, 1) }
const idOf = ({ run }: Stage, name: string) => run.window.row(name).token.id

const create = ({ run, accountId }: Stage, owner: Owner = acme, kind = 'org') =>
  run.call['token.create']({ accountId, owner, kind, draft: draftOf(kind), jobId: jobId() })

const draftOf = (kind: string) => ({
  name: 'fresh',
  expiry: kind === 'classic' ? later : never,
  ...(kind === 'classic' ? { scopes: ['full'] } : {}),
})

const regenerate = (stage: Stage, name: string, native: boolean) =>
  stage.run.call['token.regenerate']({
    tokenId: idOf(stage, name),
    draft: native ? { expiry: later } : { name: 'fresh', expiry: never },
    ownConfirmed: true,
    jobId: jobId(),
  })

const revoke = (stage: Stage, name: string) =>
  stage.run.call['token.revoke']({ tokenId: idOf(stage, name), ownConfirmed: true, jobId: jobId() })

type Decision = Parameters<Run['call']['operation.continue']>[0]['decision']

const decide = ({ run }: Stage, decision: Decision) => {
  const [operation] = run.operations()
  return run.call['operation.continue']({
    operationId: operation?.id ?? 'none',
    decision,
    tokenId: operation?.candidates[0] ?? null,
    ownConfirmed: true,
    jobId: jobId(),
  })
}

const loseAnswerOfCreate = async (stage: Stage) => {
  stage.world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
  await failureOf(create(stage))
}

const signInWithDeploy = async ({ world, run, accountId }: Stage) => {
  const value = world.service.tokens('acme', 'org')[0]!.secret
  await run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })
  await refresh(run)
}

/** The person makes a token on the page and hands its secret over. */
const takeFromPage = (stage: Stage, name: string, kind = 'seen') => {
  const { world, run, accountId } = stage
  const there = world.service.tokens('ada', kind).find((token) => token.name === name)
  const { secret } = there ?? world.service.add('ada', kind, { name })
  return run.call['guided.create']({
    accountId,
    owner: me,
    kind,
    draft: { name, expiry: never },
    secret: { from: 'field', value: secret },
    jobId: jobId(),
  })
}

const renewOnPage = ({ world }: Stage, name: string) => {
  const before = world.service.tokens('ada', 'seen').find((token) => token.name === name)!
  world.service.replace('ada', 'seen', { ...before, secret: `${before.secret}-again` })
}

export const scenarios: Readonly<Record<string, Scenario>> = {
  'making a token': { call: 'create', act: (stage) => create(stage) },
  'making a token where the list has to be asked for first': {
    call: 'create',
    prepare: async ({ world }) => world.clock.advance(600_001),
    act: (stage) => create(stage),
  },
  'making a token whose secret finds no room at first': {
    call: 'create',
    act: async (stage) => {
      const { world, run } = stage
      const release = world.service.hold('create')
      const made = create(stage)
      while (world.service.count('create') === 0 && stage.arrows?.isDead !== true) await settle(1)
      run.fs.failOn('create', 'ENOSPC', { path: /vault\.tmp/, times: 1 })
      release()
      const { unstoredId } = await made
      if (unstoredId !== null) await run.call['secret.storeAgain']({ unstoredId })
    },
  },
  'making a token of the person': { call: 'create', act: (stage) => create(stage, me, 'classic') },
  'storing a secret that the full disk refused': {
    call: null,
    prepare: async (stage) => {
      const release = stage.world.service.hold('create')
      const made = create(stage)
      while (stage.world.service.count('create') === 0) await new Promise((resolve) => setImmediate(resolve))
      stage.run.fs.failOn('create', 'ENOSPC')
      release()
      await made
      stage.run.fs.fault = () => undefined
    },
    act: ({ run }) => run.call['secret.storeAgain']({ unstoredId: run.window.facts?.unstored[0]?.id ?? '' }),
  },
  'a new secret for a token': { call: 'regenerate', act: (stage) => regenerate(stage, 'laptop', true) },
  'a new secret for the own credential': {
    call: 'regenerate',
    act: (stage) => regenerate(stage, 'ada-signs-in', true),
  },
  'a new secret for the credential that the provider says is it': {
    call: 'regenerate',
    prepare: async (stage) => {
      stage.world.service.tellsOwn = true
      await refresh(stage.run)
    },
    act: (stage) => regenerate(stage, 'ada-signs-in', true),
  },
  'a new secret that comes with a new id': {
    call: 'regenerate',
    ends: ['laptop'],
    prepare: async ({ world }) => {
      world.service.givesNewIds = true
    },
    act: (stage) => regenerate(stage, 'laptop', true),
  },
  'making a successor': { call: 'create', act: (stage) => regenerate(stage, 'deploy', false) },
  'revoking the old token of a successor': {
    call: 'revoke',
    ends: ['deploy'],
    prepare: (stage) => regenerate(stage, 'deploy', false),
    act: (stage) => decide(stage, 'revoke-old'),
  },
  'exchanging the own credential for its successor': {
    call: 'revoke',
    ends: ['deploy'],
    prepare: async (stage) => {
      await signInWithDeploy(stage)
      await stage.run.call['token.ownCredential']({ tokenId: idOf(stage, 'deploy'), own: 'yes' })
      await regenerate(stage, 'deploy', false)
    },
    act: (stage) => decide(stage, 'revoke-old'),
  },
  'revoking an old token that nobody knows to be the own credential': {
    call: 'revoke',
    ends: ['deploy'],
    prepare: async (stage) => {
      await signInWithDeploy(stage)
      await regenerate(stage, 'deploy', false)
    },
    act: (stage) => decide(stage, 'revoke-old'),
  },
  'keeping the old token of a successor': {
    call: null,
    prepare: (stage) => regenerate(stage, 'deploy', false),
    act: (stage) => decide(stage, 'keep-old'),
  },
  'revoking what a lost answer made': {
    call: 'revoke',
    ends: ['fresh'],
    prepare: loseAnswerOfCreate,
    act: (stage) => decide(stage, 'revoke-candidate'),
  },
  'keeping what a lost answer made': {
    call: null,
    prepare: loseAnswerOfCreate,
    act: (stage) => decide(stage, 'keep-candidate'),
  },
  'revoking a token': { call: 'revoke', ends: ['deploy'], act: (stage) => revoke(stage, 'deploy') },
  'revoking the own credential': {
    call: 'revoke',
    ends: ['ada-signs-in'],
    endsAccess: true,
    act: (stage) => revoke(stage, 'ada-signs-in'),
  },
  'changing a token': {
    call: 'update',
    act: (stage) =>
      stage.run.call['token.update']({
        tokenId: idOf(stage, 'laptop'),
        changes: { name: 'laptop renamed' },
        jobId: jobId(),
      }),
  },
  'revoking many tokens': {
    call: 'revoke',
    ends: ['deploy', 'laptop'],
    act: async (stage) => {
      const { run, world } = stage
      const tokenIds = ['deploy', 'laptop'].map((name) => idOf(stage, name))
      await run.call['bulkRevoke.start']({ tokenIds, typed: tokenIds.length, ownConfirmed: true })
      // Facts are sent in time, and between two tokens of an account there may be a pause.
      const isOver = () => {
        world.clock.advance(100)
        return run.window.facts?.bulk?.phase === 'ended'
      }
      while (!isOver() && stage.arrows?.isDead !== true) await settle(1)
    },
  },
  'revoking all tokens': {
    call: 'revokeAll',
    ends: ['ada-signs-in', 'laptop'],
    endsAccess: true,
    act: async ({ run, accountId }) => {
      const { tokenIds } = await run.call['revokeAll.list']({ accountId, jobId: jobId() })
      await run.call['revokeAll.call']({ accountId, name: 'Work', tokenIds, jobId: jobId() })
    },
  },
  'taking a token from the page': { call: null, act: (stage) => takeFromPage(stage, 'from the page') },
  'taking a token from the page that nothing lists': {
    call: null,
    act: (stage) => takeFromPage(stage, 'from the page', 'unlisted'),
  },
  'taking a new secret from the page': {
    call: null,
    prepare: (stage) => takeFromPage(stage, 'from the page'),
    act: async (stage) => {
      renewOnPage(stage, 'from the page')
      await stage.run.call['guided.regenerate']({
        tokenId: idOf(stage, 'from the page'),
        draft: { expiry: never },
        secret: { from: 'field', value: `${stage.world.service.tokens('ada', 'seen')[0]?.secret}` },
        ownConfirmed: true,
        jobId: jobId(),
      })
    },
  },
  'seeing that a token was revoked on the page': {
    call: null,
    prepare: (stage) => takeFromPage(stage, 'from the page'),
    act: async (stage) => {
      const tokenId = idOf(stage, 'from the page')
      const [token] = stage.world.service.tokens('ada', 'seen')
      if (token !== undefined) stage.world.service.drop(token.issuerId)
      await stage.run.call['guided.revoke']({ tokenId, ownConfirmed: true, saysDone: false, jobId: jobId() })
    },
  },
}

/** A person with tokens of each kind, one of which Keyrack has made; then what the scenario has done before. */
export async function setStage(scenario: Scenario, arrows: Arrows): Promise<Stage> {
  const world = new AppWorld()
  const { service } = world
  const plain = guidedProvider(service)
  world.providers = [{ ...plain, record: { ...plain.record, revokeAll: { how: 'native' } } }]
  const credential = service.person('ada', ['acme'])
  service.add('ada', 'classic', { name: 'laptop' })
  service.add('acme', 'org', { name: 'deploy' }, 'ada')
  const run = await world.start(arrows)
  await run.call['vault.create']({ choice: 'os', passphrase: null })
  const stage = { world, run, accountId: await world.account(run, credential), arrows }
  await refresh(run)
  world.clock.advance(60_000)
  await scenario.prepare?.(stage)
  service.effects.length = 0
  return stage
}
