import type { GitpodSimulator } from '#test/simulators/gitpod/index'
import type { PulumiSimulator } from '#test/simulators/pulumi/index'

const HOUR = 3_600_000
const organization = 'acme-example'
const login = 'ada-example'

/** Hours ago, what, in words, from where, and the token of the organization that it was done with. */
type Noted = readonly [ago: number, event: string, description: string, from: string, token: string | null]

const PULUMI_LOG: readonly Noted[] = [
  [0.5, 'stack-updated', 'Updated stack infra-live/prod', '198.51.100.7', 'github-actions-prod'],
  [1.2, 'stack-updated', 'Updated stack infra-live/staging', '198.51.100.7', 'github-actions-staging'],
  [3, 'user-login', 'Logged in', '203.0.113.20', null],
  [14, 'stack-updated', 'Updated stack lake/eu', '198.51.100.41', 'gitlab-runner-eu'],
  [26, 'auth-failure-invalid-token', 'A token was refused', '192.0.2.66', null],
  [40, 'team-token-created', 'Created team token platform-ci of team platform', '203.0.113.20', null],
  [41, 'team-token-deleted', 'Deleted team token platform-ci-old of team platform', '203.0.113.20', null],
  [90, 'stack-updated', 'Updated stack shop/prod', '198.51.100.7', 'argo-deploy'],
  [160, 'organization-settings-changed', 'Changed the settings of the organization', '203.0.113.20', null],
  [500, 'organization-token-created', 'Created organization token backup-verifier', '203.0.113.20', null],
]

/** Hours ago, which call, and its request. */
const GITPOD_LOG = [
  [2, 'gitpod.v1.WorkspaceService/startWorkspace', { workspaceId: 'acmeexample-site-4k2x9w' }],
  [20, 'gitpod.v1.WorkspaceService/createAndStartWorkspace', {}],
  [70, 'gitpod.v1.OrganizationService/updateOrganizationSettings', {}],
] as const

/** Plants what the two services noted lately of what was done at Acme. */
export function plantDemoLogs(pulumi: PulumiSimulator, gitpod: GitpodSimulator, at: number): void {
  const acme = pulumi.state.organizations.get(organization)
  const [team] = gitpod.state.teams
  const [owner] = team?.members ?? []
  if (!acme || !team || !owner) throw new Error('the organizations of the demo are planted first')
  const user = pulumi.state.user(login)
  for (const [ago, event, description, sourceIP, name] of PULUMI_LOG) {
    const token = name === null ? undefined : pulumi.state.tokens.find((one) => one.name === name)
    pulumi.state.audit.add(acme, {
      timestamp: Math.floor((at - ago * HOUR) / 1000),
      event,
      description,
      sourceIP,
      user,
      ...(token ? { token: { id: token.id, name: token.name } } : {}),
      ...(event.startsWith('auth-failure') ? { authFailure: true } : {}),
    })
  }
  for (const [ago, action, request] of GITPOD_LOG) {
    const entry = { timestamp: at - ago * HOUR, organizationId: team.id, actorId: owner.user.id, args: [request] }
    gitpod.state.audit.add({ ...entry, action })
  }
}
