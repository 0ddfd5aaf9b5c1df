import type { GitpodSimulator } from '#test/simulators/gitpod/index'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import type { PulumiSimulator } from '#test/simulators/pulumi/index'
import type { TokenDates } from '#test/simulators/pulumi/state'
import { plantDemoLogs } from './world-log.ts'
import {
  ACME_DATA,
  ACME_ORGANIZATION,
  ACME_PLATFORM,
  ADA_PERSONAL,
  GITPOD_PERSONAL,
  GRACE_PERSONAL,
  HARBOR_ORGANIZATION,
  HARBOR_RELEASE,
  SIDECAR_ORGANIZATION,
  type Life,
  type Row,
} from './world-tokens.ts'

/** What it takes to add one account: where, with which secret, and a name for it. */
export interface SignIn {
  readonly origin: string
  readonly credential: string
  readonly label: string
}

const DAY = 86_400_000

/** Where Gitpod's own page puts tokens that are to last: it has no way to say never. */
const GITPOD_NEVER = Date.UTC(2038, 0, 1)

/**
 * Plants the demo: two people at Pulumi Cloud, in three organizations, and one at Gitpod, with about 60 tokens in every
 * state there is. All dates are relative to `now` (milliseconds), so the demo never grows old.
 *
 * @returns what to sign in with.
 */
export function plantDemoWorld({
  pulumi,
  gitpod,
  now,
}: {
  pulumi: PulumiSimulator
  gitpod: GitpodSimulator
  now: () => number
}): { readonly pulumi: readonly SignIn[]; readonly gitpod: readonly SignIn[] } {
  const at = now()
  const signIns = { pulumi: [plantAda(pulumi, at), plantGrace(pulumi, at)], gitpod: [plantGitpod(gitpod, at)] }
  plantDemoLogs(pulumi, gitpod, at)
  return signIns
}

/**
 * Plants one user with `count` tokens, the one to sign in with among them. For measurements. With `makers` half of the tokens
 * are an organization's, made by so many of its members; every tenth of those has left since.
 */
export function plantLargeWorld({
  pulumi,
  count,
  makers = 0,
}: {
  pulumi: PulumiSimulator
  count: number
  makers?: number
}): SignIn {
  const { state } = pulumi
  const at = state.now()
  const login = 'many-example'
  state.addUser({ login, name: 'Many Example', email: 'many@example.com' })
  const { value } = state.addPersonalToken(login, { description: 'Keyrack benchmark', expiresAt: at + 90 * DAY })
  if (makers > 0) plantMakers(pulumi, login, makers)
  for (let number = 1; number < count; number += 1) {
    const made = (number % 700) + 1
    const life: Life = [made, number % 5 === 0 ? null : made / 2, number % 3 === 0 ? null : (number % 720) + 1]
    const called = `Pipeline ${number} of ${count}`
    if (makers > 0 && number % 2 === 1) {
      const createdBy = `maker-${((number - 1) / 2) % makers}-example`
      state.addOrganizationToken(manyOrganization, { name: called, createdBy, ...datesOf(life, at) })
    } else {
      state.addPersonalToken(login, { description: called, ...datesOf(life, at) })
    }
  }
  return { origin: pulumi.origin, credential: value, label: login }
}

const manyOrganization = 'many-makers-example'

function plantMakers({ state }: PulumiSimulator, admin: string, makers: number): void {
  state.addOrganization({ name: manyOrganization, display: 'Many Makers', plan: 'enterprise' })
  state.addMember(manyOrganization, admin, 'admin')
  for (let number = 0; number < makers; number += 1) {
    if (number % 10 === 9) continue
    const login = `maker-${number}-example`
    state.addUser({ login, name: `Maker ${number}`, email: `maker-${number}@example.com` })
    state.addMember(manyOrganization, login, 'member')
  }
}

function plantAda(pulumi: PulumiSimulator, at: number): SignIn {
  const { state } = pulumi
  const login = 'ada-example'
  state.addUser({ login, name: 'Ada Example', email: 'ada@example.com' })
  state.addOrganization({ name: 'acme-example', display: 'Acme Example', plan: 'enterprise' })
  state.addOrganization({ name: 'sidecar-example', display: 'Sidecar Example', plan: 'essentials' })
  state.addMember('acme-example', login, 'admin')
  state.addMember('sidecar-example', login, 'admin')
  state.addTeam('acme-example', {
    name: 'platform',
    displayName: 'Platform',
    kind: 'pulumi',
    description: 'Clusters, networks and the road to production',
    members: { [login]: 'admin' },
  })
  state.addTeam('acme-example', {
    name: 'data',
    displayName: 'Data',
    kind: 'github',
    description: 'Pipelines and the lake',
  })
  const readOnly = state.addRole('acme-example', {
    name: 'Stack reader',
    description: 'Reads every stack, changes none',
  })
  plantPersonal(pulumi, login, ADA_PERSONAL, at)
  for (const [name, ...life] of ACME_ORGANIZATION) {
    const role = ['datadog-cost-export', 'backup-verifier', 'audit-2025'].includes(name) ? { roleId: readOnly.id } : {}
    const admin = ['break-glass', 'jenkins-legacy'].includes(name)
    // Somebody who is no member any more.
    const maker = ['datadog-cost-export', 'jenkins-legacy'].includes(name) ? { createdBy: 'linus-example' } : {}
    state.addOrganizationToken('acme-example', {
      name,
      admin,
      ...role,
      ...maker,
      description: sentence(name),
      ...datesOf(life, at),
    })
  }
  plantTeam(pulumi, 'acme-example', 'platform', ACME_PLATFORM, at)
  plantTeam(pulumi, 'acme-example', 'data', ACME_DATA, at)
  plantOrganization(pulumi, 'sidecar-example', SIDECAR_ORGANIZATION, at)
  return signIn(pulumi, login, 'Ada at Acme', at)
}

function plantGrace(pulumi: PulumiSimulator, at: number): SignIn {
  const { state } = pulumi
  const login = 'grace-example'
  state.addUser({ login, name: 'Grace Example', email: 'grace@example.com' })
  state.addOrganization({ name: 'harbor-example', display: 'Harbor Example', plan: 'pro', maxTokenDays: 365 })
  state.addMember('harbor-example', login, 'admin')
  state.addTeam('harbor-example', {
    name: 'release',
    displayName: 'Release',
    kind: 'pulumi',
    description: 'Ships on Thursdays',
    members: { [login]: 'admin' },
  })
  plantPersonal(pulumi, login, GRACE_PERSONAL, at)
  plantOrganization(pulumi, 'harbor-example', HARBOR_ORGANIZATION, at)
  plantTeam(pulumi, 'harbor-example', 'release', HARBOR_RELEASE, at)
  return signIn(pulumi, login, 'Grace at Harbor', at)
}

function plantGitpod(gitpod: GitpodSimulator, at: number): SignIn {
  const { state } = gitpod
  const user = state.addUser({ name: 'ada-example', createdAt: at - 900 * DAY })
  state.addTeam({ name: 'Acme Example', slug: 'acme-example', members: [user.id] })
  let credential = ''
  for (const [name, made, , ends, access] of GITPOD_PERSONAL) {
    const token = state.addToken(user.id, {
      name,
      createdAt: at - made * DAY,
      expirationTime: ends === null ? GITPOD_NEVER : at + ends * DAY,
      scopes: access === 'no scopes' ? [] : FULL_ACCESS,
    })
    if (name === 'Keyrack') credential = token.value
  }
  return { origin: gitpod.origin, credential, label: 'Ada at Gitpod' }
}

/** The token Keyrack itself signs in with; within every expiry policy of the demo. */
function signIn(pulumi: PulumiSimulator, login: string, label: string, at: number): SignIn {
  const dates = datesOf([40, 0.01, 320], at)
  const { value } = pulumi.state.addPersonalToken(login, { description: 'Keyrack', ...dates })
  return { origin: pulumi.origin, credential: value, label }
}

function plantPersonal({ state }: PulumiSimulator, login: string, rows: readonly Row[], at: number): void {
  for (const [description, ...life] of rows) state.addPersonalToken(login, { description, ...datesOf(life, at) })
}

function plantOrganization({ state }: PulumiSimulator, organization: string, rows: readonly Row[], at: number): void {
  for (const [name, ...life] of rows) {
    state.addOrganizationToken(organization, { name, description: sentence(name), ...datesOf(life, at) })
  }
}

function plantTeam(
  { state }: PulumiSimulator,
  organization: string,
  team: string,
  rows: readonly Row[],
  at: number,
): void {
  for (const [name, ...life] of rows) {
    state.addTeamToken(organization, team, { name, description: sentence(name), ...datesOf(life, at) })
  }
}

function datesOf([made, used, ends]: Life, at: number): TokenDates {
  return {
    createdAt: at - made * DAY,
    ...(used === null ? {} : { lastUsedAt: at - used * DAY }),
    ...(ends === null ? {} : { expiresAt: at + ends * DAY }),
  }
}

/** `dns-sync` as somebody would describe it. */
function sentence(name: string): string {
  const words = name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
