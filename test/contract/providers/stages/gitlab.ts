import type { PartScope } from '#main/ports/provider'
import { startGitlabSimulator, type GitlabSimulator } from '#test/simulators/gitlab/index'
import type { NewToken } from '#test/simulators/gitlab/state'
import type { GitlabResource, GitlabToken, GitlabUser } from '#test/simulators/gitlab/model'
import { day, listed, now, tokenOf, type EmptyStage, type KindStage, type Stage } from './stage.ts'

export interface PlantedGitlab {
  readonly simulator: GitlabSimulator
  readonly ada: GitlabUser
  readonly group: GitlabResource
  readonly project: GitlabResource
  readonly credential: string
  readonly personal: PartScope
  readonly ofGroup: PartScope
  readonly ofProject: PartScope
}

/** Ada owns the group acme and maintains its project site; her token with the scope `api` signs in. */
export async function plantedGitlab(): Promise<PlantedGitlab> {
  const simulator = await startGitlabSimulator({ now: () => now })
  const { state } = simulator
  const ada = state.addUser({ username: 'ada', name: 'Ada' })
  const group = state.addGroup({ path: 'acme', name: 'Acme', members: { [ada.id]: 50 } })
  const project = state.addProject({ path: 'site', name: 'Site', parent: group, members: { [ada.id]: 40 } })
  const credential = state.addToken(ada, { name: 'Keyrack', scopes: ['api'], expiresOn: state.day(90) }).value
  return {
    simulator,
    ada,
    group,
    project,
    credential,
    personal: { owner: { kind: 'me', id: String(ada.id), name: 'Ada' }, kind: 'personal' },
    ofGroup: { owner: { kind: 'group', id: String(group.id), name: 'acme' }, kind: 'group' },
    ofProject: { owner: { kind: 'project', id: String(project.id), name: 'acme/site' }, kind: 'project' },
  }
}

/** Rotating asks before it changes anything, so how it fails is in the provider's own tests. */
export async function gitlabStage(): Promise<Stage> {
  const { simulator, ada, project, credential, personal, ofProject } = await plantedGitlab()
  const { state } = simulator
  for (let at = 0; at < 249; at += 1) {
    state.addToken(ada, { name: `token ${at}`, scopes: ['read_api'], expiresOn: state.day(1 + at) })
  }
  const victim = state.addResourceToken(project, { name: 'victim', scopes: ['read_api'], expiresOn: state.day(9) })
  const token = tokenOf('gitlab', ofProject, { issuerId: String(victim.id), name: 'victim' })
  const draft = { name: 'made', expiry: { kind: 'at', at: now + 30 * day }, scopes: ['read_api'] } as const
  const page = Array.from({ length: 100 }, (_, at) => ({ id: at + 1, name: `token ${at}` }))
  return {
    simulator,
    credential,
    authorization: `Bearer ${credential}`,
    longPart: personal,
    longPartTokens: 250,
    count: () => state.tokens.size,
    reads: {
      identify: (session, signal) => session.identify(signal),
      list: (session, signal) => listed(session, ofProject, signal),
    },
    changes: {
      create: (session, signal) => session.create(ofProject, { ...draft, scopes: [...draft.scopes] }, signal),
      revoke: (session, signal) => session.revoke(ofProject, token, signal),
    },
    endlessPage: () => JSON.stringify(page),
  }
}

export async function gitlabEmpty(): Promise<EmptyStage> {
  const { simulator, ada, group, project, credential, personal, ofGroup, ofProject } = await plantedGitlab()
  const { state } = simulator
  const kindOf = (
    part: PartScope,
    of: GitlabResource | undefined,
    add: (token: NewToken) => GitlabToken,
  ): KindStage => ({
    part,
    plant(label, { created, lastUsed, ends }) {
      const { id, value } = add({
        name: label,
        scopes: ['read_api'],
        createdAt: created,
        ...(lastUsed !== null && { lastUsedAt: lastUsed }),
        expiresOn: ends === null ? null : new Date(ends).toISOString().slice(0, 10),
      })
      return { token: tokenOf('gitlab', part, { issuerId: String(id), name: label }), secret: value }
    },
    end({ token }) {
      state.tokens.get(Number(token.issuerId))!.revoked = true
    },
    // app/services/personal_access_tokens/revoke_service.rb: a revoked token is found, and revoked once more.
    endedTwice: 'revoked',
    seenGoodBefore: ['regenerate'],
    held: () =>
      new Map(
        [...state.tokens.values()]
          .filter(({ user, revoked }) => user.botOf === of && !revoked)
          .map(({ id, value, name }) => [String(id), { secret: value, label: name }]),
      ),
  })
  const draft = { name: 'made', expiry: { kind: 'at', at: now + 30 * day }, scopes: ['read_api'] } as const
  const ofResource = (part: PartScope, resource: GitlabResource): KindStage => ({
    ...kindOf(part, resource, (token) => state.addResourceToken(resource, token)),
    draft: { ...draft, scopes: [...draft.scopes] },
  })
  return {
    simulator,
    credential,
    kinds: {
      personal: { ...kindOf(personal, undefined, (token) => state.addToken(ada, token)), signsInByOne: true },
      project: ofResource(ofProject, project),
      group: ofResource(ofGroup, group),
    },
  }
}
