import type { Identity, Organization } from '#shared/model/account'
import { Failure } from '#main/ports/failure'
import type { PartScope } from '#main/ports/provider'
import type { Secret } from '#main/ports/secret'
import { unlessRefused } from '../kit/tolerate.ts'
import { pageSize, type GithubCalls } from './calls.ts'
import type { GithubAccount } from './map.ts'
import { record } from './record.ts'
import { valueKind } from './shapes.ts'

const mostPages = 10

/** Who calls: a person, or the installation of an app in an organization. Throws Failure. */
export async function identify(calls: GithubCalls, credential: Secret, signal: AbortSignal): Promise<Identity> {
  const kind = credential.use(valueKind)
  if (kind === 'installation') return ofInstallation(await calls.installedIn(signal))
  const { user } = await calls.user(signal)
  const email = user.email ?? ''
  return {
    id: user.id,
    login: user.login,
    name: user.name || user.login,
    ...(email === '' || email.length > 320 ? {} : { email }),
    kind: 'person',
    organizations: kind === 'app-user' ? await organizationsOf(calls, signal) : [],
    teams: [],
  }
}

function ofInstallation(account: GithubAccount | undefined): Identity {
  // An installation without repositories cannot be asked where it is.
  if (account === undefined) throw new Failure('missing-permission', { provider: record.name, code: 'no-repositories' })
  return {
    id: account.id,
    login: account.login,
    name: account.login,
    kind: 'organization',
    organizations: [toOrganization(account)],
    teams: [],
  }
}

/** Calls name organizations by their login. */
function toOrganization({ login }: GithubAccount): Organization {
  return { id: login, name: login }
}

/** Where an app that acts for a person may see the tokens of an organization. */
async function organizationsOf(calls: GithubCalls, signal: AbortSignal): Promise<Organization[]> {
  const found = new Map<string, Organization>()
  for (let page = 1; page <= mostPages; page += 1) {
    const none = { rows: 0, organizations: [] }
    const { rows, organizations } = await unlessRefused(calls.installations(page, signal), none)
    for (const account of organizations) found.set(account.login, toOrganization(account))
    if (rows < pageSize) break
  }
  return [...found.values()]
}

/** A person's own tokens, which cannot be listed, and those that were let into the organizations of an app. */
export function partsOf({ id, name, kind, organizations }: Identity): PartScope[] {
  const grants = organizations.map((organization): PartScope => ({
    owner: { kind: 'organization', id: organization.id, name: organization.name },
    kind: 'grant',
  }))
  if (kind !== 'person') return grants
  const owner = { kind: 'me', id, name } as const
  return [{ owner, kind: 'classic' }, { owner, kind: 'fine-grained' }, ...grants]
}
