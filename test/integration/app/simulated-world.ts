import type { Clock } from '#main/ports/clock'
import { createProviders } from '#main/providers/index'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { startGitpodSimulator, type GitpodSimulator } from '#test/simulators/gitpod/index'
import { startPulumiSimulator, type PulumiSimulator } from '#test/simulators/pulumi/index'
import { AppWorld, jobId, refresh, type Run } from '#test/support/app-world'
import { loopbackHttp } from '#test/support/loopback-http'

const day = 86_400_000

/** The app over the real providers and running simulators; Ada is in both services. */
export class SimulatedWorld extends AppWorld {
  readonly pulumi: PulumiSimulator
  readonly gitpod: GitpodSimulator
  readonly pulumiCredential: string
  readonly gitpodCredential: string
  readonly gitpodUser: string

  private constructor(pulumi: PulumiSimulator, gitpod: GitpodSimulator, now: () => number) {
    super()
    this.clock.set(now())
    this.pulumi = pulumi
    this.gitpod = gitpod
    // Retries of the providers wait for nobody; the app's own timers are the test's.
    const clock: Clock = { now: () => this.clock.now(), after: (_ms, action) => afterATurn(action) }
    this.providers = createProviders({ http: loopbackHttp(), clock })
    const people = pulumi.state
    people.addUser({ login: 'ada', name: 'Ada', email: 'ada@example.com' })
    people.addOrganization({ name: 'acme', display: 'Acme', plan: 'enterprise' })
    people.addMember('acme', 'ada', 'admin')
    people.addTeam('acme', { name: 'platform', displayName: 'Platform', kind: 'pulumi' })
    this.pulumiCredential = people.addPersonalToken('ada', { description: 'Keyrack' }).value
    this.gitpodUser = gitpod.state.addUser({ name: 'ada' }).id
    this.gitpodCredential = gitpod.state.addToken(this.gitpodUser, {
      name: 'Keyrack',
      expirationTime: now() + 90 * day,
      scopes: FULL_ACCESS,
    }).value
  }

  static async begin(): Promise<SimulatedWorld> {
    const now = Date.UTC(2026, 2, 1, 12)
    const options = { now: () => now }
    return new SimulatedWorld(await startPulumiSimulator(options), await startGitpodSimulator(options), () => now)
  }

  async end(): Promise<void> {
    await this.pulumi.close()
    await this.gitpod.close()
  }

  /** Adds Ada's account at one of the two and waits for its first refresh. */
  async signIn(run: Run, provider: 'pulumi' | 'gitpod'): Promise<string> {
    const value = provider === 'pulumi' ? this.pulumiCredential : this.gitpodCredential
    const { checkId } = await run.call['account.check']({
      provider,
      address: this[provider].origin,
      secret: { from: 'field', value },
      jobId: jobId(),
    })
    const { accountId } = await run.call['account.add']({ checkId, name: provider })
    await refresh(run, accountId)
    return accountId
  }
}

function afterATurn(action: () => void): () => void {
  const timer = setImmediate(action)
  return () => clearImmediate(timer)
}
