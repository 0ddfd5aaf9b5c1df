import type { Identity } from '#shared/model/account'
import type { Owner } from '#shared/model/owner'
import type { PartScope } from '#main/ports/provider'
import { Failure } from '#main/ports/failure'
import { unlessRefused } from '../kit/tolerate.ts'
import { botName } from './bots.ts'
import type { GitlabCalls, Owners } from './calls.ts'
import type { GitlabUser, Told } from './map.ts'

/** So many groups, and so many projects, are enough to know of: each is asked for its tokens on its own. */
const mostPages = 20

/** Who calls. Throws Failure. */
export async function identify(calls: GitlabCalls, signal: AbortSignal): Promise<Identity> {
  const self = await ownToken(calls, signal)
  const user = await whoIs(calls, self, signal)
  const resource = self?.resource ?? resourceOfBot(user.username)
  const [groups, projects] = await Promise.all([
    allPages((page) => calls.groups(page, signal)),
    allPages((page) => calls.projects(page, signal)),
  ])
  const managed = [...groups, ...projects]
  const email = user.email ?? ''
  return {
    id: user.id,
    login: user.username || user.id,
    name: user.name || user.username || user.id,
    ...(email === '' || email.length > 320 ? {} : { email }),
    kind: resource !== undefined || user.bot === true ? 'service-account' : 'person',
    ...(self === undefined ? {} : { tokenName: self.token.name.slice(0, 300), tokenId: self.token.issuerId }),
    organizations: [],
    teams: [],
    owners: resource === undefined ? managed : withOwn(resource, managed),
  }
}

/** The token that calls; undefined where the instance is too old to say. Throws Failure. */
export async function ownToken(calls: GitlabCalls, signal: AbortSignal): Promise<Told | undefined> {
  try {
    return await calls.self(signal)
  } catch (error) {
    if (error instanceof Failure && error.error.kind === 'not-found') return undefined
    throw error
  }
}

/** A token without the scope to read its user still knows the user's number. */
async function whoIs(calls: GitlabCalls, self: Told | undefined, signal: AbortSignal): Promise<GitlabUser> {
  try {
    return await calls.user(signal)
  } catch (error) {
    const isRefused = error instanceof Failure && error.error.kind === 'missing-permission'
    if (!isRefused || self?.userId === undefined) throw error
    const username = self.resource === undefined ? '' : `${self.resource.kind}_${self.resource.id}_bot`
    return { id: self.userId, username, name: '', email: null, bot: null }
  }
}

/** What cannot be read, such as by a token without the scope for it, is nothing that could be listed. */
async function allPages(fetch: (page: number) => Promise<Owners>): Promise<Owner[]> {
  const found = new Map<string, Owner>()
  for (let page = 1; page <= mostPages; page += 1) {
    const { owners, isLast } = await unlessRefused(fetch(page), { owners: [], isLast: true })
    for (const owner of owners) found.set(owner.id, owner)
    if (isLast) break
  }
  return [...found.values()]
}

function resourceOfBot(username: string): Told['resource'] {
  const [, kind, id] = botName.exec(username) ?? []
  return (kind === 'project' || kind === 'group') && id !== undefined ? { kind, id } : undefined
}

/** The project or group that a bot is of comes first, whatever its role there. */
function withOwn(resource: NonNullable<Told['resource']>, managed: readonly Owner[]): Owner[] {
  const isOwn = ({ kind, id }: Owner) => kind === resource.kind && id === resource.id
  const own = managed.find(isOwn) ?? { ...resource, name: `${resource.kind} ${resource.id}` }
  return [own, ...managed.filter((owner) => !isOwn(owner))]
}

/** What this identity may be able to list. The bot of a project or group has no token but that one. */
export function partsOf({ id, name, login, kind, owners = [] }: Identity): PartScope[] {
  const parts = owners.map((owner): PartScope => ({ owner, kind: owner.kind }))
  const isBot = kind === 'service-account' && resourceOfBot(login) !== undefined
  return isBot ? parts : [{ owner: { kind: 'me', id, name }, kind: 'personal' }, ...parts]
}
