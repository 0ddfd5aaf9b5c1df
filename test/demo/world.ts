import type { GitpodSimulator } from '#test/simulators/gitpod/index'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import type { PulumiSimulator } from '#test/simulators/pulumi/index'
import type { TokenDates } from '#test/simulators/pulumi/state'

/** What it takes to add one account: where, with which secret, and a name for it. */
export interface SignIn {
  readonly origin: string
  readonly credential: string
  readonly label: string
}

const DAY = 86_400_000
const HOUR = DAY / 24

/** Where Gitpod's own page puts tokens that are to last: it has no way to say never. */
const GITPOD_NEVER = Date.UTC(2038, 0, 1)

/** Age in days, days since the last use (null: never used), days until the end (negative: ended; null: never ends). */
type Life = readonly [made: number, used: number | null, ends: number | null]
/** A name or description, and its life. */
type Row = readonly [label: string, ...Life]

const ADA_PERSONAL: readonly Row[] = [
  ['MacBook Pro, pulumi login', 210, 0.1, 155],
  ['ThinkPad at home', 340, 2, 25],
  ['VS Code dev container', 64, 0.4, 26],
  ['GitHub Actions: infra-live', 331, 0.02, 34],
  ['Drift report, nightly cron', 88, 0.3, 2],
  ['Hackathon 2024', 690, 655, null],
  ['Old laptop (returned to IT)', 705, 402, null],
  ['Terraform import script', 240, 238, -60],
  ['Conference demo in Lisbon', 45, 44, -15],
  ['Raspberry Pi in the cupboard', 512, 187, null],
  ['Pairing with Grace, tmp', 6, 5, 0.8],
  ['API explorer', 29, null, 61],
  ['Backstage plugin spike', 120, null, null],
]

const ACME_ORGANIZATION: readonly Row[] = [
  ['github-actions-prod', 350, 0.05, 14],
  ['github-actions-staging', 350, 0.08, 14.5],
  ['gitlab-runner-eu', 172, 0.6, 193],
  ['argo-deploy', 96, 0.2, 269],
  ['datadog-cost-export', 420, 1, null],
  ['backup-verifier', 75, 7, 290],
  ['jenkins-legacy', 640, 233, null],
  ['audit-2025', 380, 371, -15],
  ['terraform-migration', 200, 140, -110],
  ['break-glass', 300, null, 430],
]

const ACME_PLATFORM: readonly Row[] = [
  ['platform-ci', 83, 0.1, 7],
  ['platform-nightly', 83, 0.9, 97],
  ['cluster-bootstrap', 260, 12, 105],
  ['dns-sync', 410, 0.3, null],
  ['vault-seeder', 190, 181, null],
  ['node-pool-canary', 3, null, 87],
]

const ACME_DATA: readonly Row[] = [
  ['airflow-prod', 155, 0.04, 0.4],
  ['dbt-runs', 155, 0.5, 25.5],
  ['lake-permissions', 220, 30, 145],
  ['notebook-sandbox', 30, null, -2],
  ['kafka-topics', 500, 290, null],
]

const SIDECAR_ORGANIZATION: readonly Row[] = [
  ['deploy-key-site', 140, 3, 40],
  ['preview-environments', 61, 0.2, 29],
  ['weekly-report', 410, 200, null],
  ['sandbox', 18, null, 6],
]

const GRACE_PERSONAL: readonly Row[] = [
  ['Dell XPS, pulumi login', 33, 0.2, 57],
  ['Release train, step 3', 151, 6, 29.5],
  ['Debugging prod, delete me', 92, 91, -62],
  ['CLI on bastion', 264, 186, 101],
]

const HARBOR_ORGANIZATION: readonly Row[] = [
  ['circleci-main', 180, 0.1, 185],
  ['renovate', 120, 1, 5],
  ['sbom-upload', 47, 8, 318],
  ['status-page', 365, 210, 0.6],
  ['pentest-2026', 70, 58, -9],
]

const HARBOR_RELEASE: readonly Row[] = [
  ['release-signing', 100, 0.7, 80],
  ['canary-promote', 100, 4, 20],
  ['rollback', 250, null, 115],
]

const GITPOD_PERSONAL: readonly (Row & { readonly 4?: 'no scopes' })[] = [
  ['Keyrack', 20, null, 160],
  ['gitpod-cli laptop', 55, null, 5],
  ['JetBrains Gateway', 170, null, 10],
  ['CI prebuild trigger', 29, null, 1.9],
  ['Slack bot', 12, null, 18],
  ['Workshop 2024', 600, null, -540],
  ['dotfiles sync', 400, null, null],
  ['Read status only', 90, null, 90, 'no scopes'],
]

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
  return { pulumi: [plantAda(pulumi, at), plantGrace(pulumi, at)], gitpod: [plantGitpod(gitpod, at)] }
}

/** Plants one user with `count` personal tokens, the one to sign in with among them. For measurements. */
export function plantLargeWorld({ pulumi, count }: { pulumi: PulumiSimulator; count: number }): SignIn {
  const { state } = pulumi
  const at = state.now()
  state.addUser({ login: 'many-example', name: 'Many Example', email: 'many@example.com' })
  const { value } = state.addPersonalToken('many-example', {
    description: 'Keyrack benchmark',
    expiresAt: at + 90 * DAY,
  })
  for (let number = 1; number < count; number += 1) {
    const life: Life = [
      (number % 700) + 1,
      number % 5 === 0 ? null : number % 400,
      number % 3 === 0 ? null : number % 720,
    ]
    // A day and some hours ahead, so that none is listed as expired and hidden.
    const dates = datesOf(life, at + DAY + HOUR)
    state.addPersonalToken('many-example', {
      description: `Pipeline ${number} of ${count}`,
      ...dates,
      createdAt: at - life[0] * DAY,
    })
  }
  return { origin: pulumi.origin, credential: value, label: 'many-example' }
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
    state.addOrganizationToken('acme-example', {
      name,
      admin,
      ...role,
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
