import type { Clock } from '#main/ports/clock'
import { createProviders } from '#main/providers/index'
import { startGithubSimulator, type GithubSimulator } from '#test/simulators/github/index'
import { startGitlabSimulator, type GitlabSimulator } from '#test/simulators/gitlab/index'
import { AppWorld, jobId, refresh, type Run } from '#test/support/app-world'
import { loopbackHttp } from '#test/support/loopback-http'

/** The app over the real providers and running simulators of the two forges; nobody is in them. */
export class ForgesWorld extends AppWorld {
  readonly gitlab: GitlabSimulator
  readonly github: GithubSimulator

  /** The addresses that a person types. */
  readonly addresses: { readonly gitlab: string; readonly github: string }

  private constructor(gitlab: GitlabSimulator, github: GithubSimulator, now: number, pathPrefix: string) {
    super()
    this.addresses = { gitlab: gitlab.origin + pathPrefix, github: github.origin }
    this.clock.set(now)
    this.gitlab = gitlab
    this.github = github
    // Retries of the providers wait for nobody; the app's own timers are the test's.
    const clock: Clock = { now: () => this.clock.now(), after: (_ms, action) => afterATurn(action) }
    this.providers = createProviders({ http: loopbackHttp(), clock })
  }

  /** `pathPrefix`: the path that the GitLab is below, such as `/gitlab`. */
  static async begin(pathPrefix = ''): Promise<ForgesWorld> {
    const now = Date.UTC(2026, 2, 1, 12)
    const options = { now: () => now }
    const gitlab = await startGitlabSimulator({ ...options, pathPrefix })
    return new ForgesWorld(gitlab, await startGithubSimulator(options), now, pathPrefix)
  }

  async end(): Promise<void> {
    await this.gitlab.close()
    await this.github.close()
  }

  /** Adds an account and waits for its first refresh. */
  async signIn(run: Run, provider: 'gitlab' | 'github', value: string): Promise<string> {
    const { checkId } = await run.call['account.check']({
      provider,
      address: this.addresses[provider],
      secret: { from: 'field', value },
      jobId: jobId(),
    })
    const { accountId } = await run.call['account.add']({ checkId, name: `My ${provider}` })
    await refresh(run, accountId)
    return accountId
  }
}

function afterATurn(action: () => void): () => void {
  const timer = setImmediate(action)
  return () => clearImmediate(timer)
}
