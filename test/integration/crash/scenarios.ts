import type { Provider } from '#main/ports/provider'
import { AppWorld, jobId, refresh, settle } from '#test/support/app-world'
import type { Arrows } from '#test/support/arrows'
import { byValueProvider } from '#test/support/by-value-provider'
import type { FakeService, Fault, ServiceCall } from '#test/support/fake-service'
import { guidedProvider } from '#test/support/guided-provider'
import {
  create,
  regenerate,
  revoke,
  decide,
  loseAnswerOfCreate,
  signInWithDeploy,
  takeFromPage,
  renewOnPage,
  storeSecretOf,
  endLeaked,
  bulkIsOver,
  idOf,
  me,
  never,
  revokeMany,
  valueOf,
} from './acts.ts'
import type { Stage } from './stage.ts'

export interface Scenario {
  /** The call that changes something at the provider; null where the person does that on its page. */
  readonly call: ServiceCall | null
  /** Names of tokens that are to end. */
  readonly ends?: readonly string[]
  /** Is what the account signs in with among them? */
  readonly endsAccess?: boolean
  /** The provider, where another one is needed. */
  provider?(service: FakeService): Provider
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
  'a new secret for a token whose old one is stored': {
    call: 'regenerate',
    prepare: (stage) => storeSecretOf(stage, 'laptop'),
    act: (stage) => regenerate(stage, 'laptop', true),
  },
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
    act: (stage) =>
      revokeMany(
        stage,
        ['deploy', 'laptop'].map((name) => idOf(stage, name)),
      ),
  },
  'giving many tokens new secrets': {
    call: 'create',
    act: async (stage) => {
      const tokenIds = ['deploy', 'laptop'].map((name) => idOf(stage, name))
      await stage.run.call['bulkRegenerate.start']({ tokenIds, lifetime: { kind: 'as-before' }, ownConfirmed: true })
      await bulkIsOver(stage)
    },
  },
  'revoking the old tokens of many successors': {
    call: 'revoke',
    ends: ['deploy'],
    prepare: (stage) => regenerate(stage, 'deploy', false),
    act: async (stage) => {
      const operationIds = stage.run.operations('regenerate').map(({ id }) => id)
      await stage.run.call['bulkRevokeOld.start']({ operationIds, typed: 1, ownConfirmed: true })
      await bulkIsOver(stage)
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
  'seeing that all tokens were revoked on the page': {
    call: null,
    provider: (service) => {
      const plain = guidedProvider(service)
      const guide = { page: '/people/{owner}/tokens', steps: ['Choose Revoke all.'] }
      return {
        ...plain,
        record: { ...plain.record, revokeAll: { how: 'guided', reason: 'It has no such call.', guide } },
      }
    },
    prepare: async (stage) => {
      for (const name of ['one', 'two']) await takeFromPage(stage, name, 'unlisted')
      await takeFromPage(stage, 'three')
    },
    act: async ({ world: { service }, run, accountId }) => {
      for (const { issuerId } of [...service.tokens('ada', 'unlisted'), ...service.tokens('ada', 'seen')]) {
        service.drop(issuerId)
      }
      await run.call['revokeAll.check']({ accountId, ownConfirmed: true, jobId: jobId() })
    },
  },
  'ending a leaked secret': {
    call: 'revoke',
    ends: ['laptop'],
    provider: (service) => byValueProvider(service, guidedProvider(service)).provider,
    prepare: async (stage) => storeSecretOf(stage, 'laptop'),
    act: (stage) => endLeaked(stage, valueOf(stage, 'laptop')),
  },
  'ending the leaked secret that the account signs in with': {
    call: 'revoke',
    ends: ['ada-signs-in'],
    endsAccess: true,
    provider: (service) => byValueProvider(service, guidedProvider(service)).provider,
    act: (stage) => endLeaked(stage, valueOf(stage, 'ada-signs-in')),
  },
  'planning the end of an old token': {
    call: null,
    prepare: (stage) => regenerate(stage, 'deploy', false),
    act: (stage) => decide(stage, 'revoke-later'),
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

export function withRevokeAll(service: FakeService): Provider {
  const plain = guidedProvider(service)
  return { ...plain, record: { ...plain.record, revokeAll: { how: 'native' } } }
}

/** A person with tokens of each kind, one of which Keyrack has made; then what the scenario has done before. */
export async function setStage(scenario: Scenario, arrows: Arrows): Promise<Stage> {
  const world = new AppWorld()
  const { service } = world
  world.providers = [scenario.provider?.(service) ?? withRevokeAll(service)]
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
