import type { GitpodSimulator } from '#test/simulators/gitpod/index'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import type { PulumiSimulator } from '#test/simulators/pulumi/index'
import { DAY, type PlantedService } from './service.ts'

/** One more person at Pulumi, whose account the demo does not open with. */
export function plantLinAtPulumi(pulumi: PulumiSimulator, at: number): PlantedService {
  const { state } = pulumi
  state.addUser({ login: 'lin-example', name: 'Lin Example', email: 'lin@example.com' })
  const add = (description: string, made: number, ends: number) =>
    state.addPersonalToken('lin-example', { description, createdAt: at - made * DAY, expiresAt: at + ends * DAY }).value
  add('pulumi login', 60, 2)
  add('training', 200, -50)
  return {
    provider: 'pulumi',
    name: 'Pulumi Cloud',
    origin: pulumi.origin,
    credential: add('Keyrack', 3, 300),
    says: '',
    close: () => pulumi.close(),
  }
}

/** One more person at Gitpod. */
export function plantLinAtGitpod(gitpod: GitpodSimulator, at: number): PlantedService {
  const { state } = gitpod
  const user = state.addUser({ name: 'lin-example', createdAt: at - 300 * DAY })
  const add = (name: string, ends: number) =>
    state.addToken(user.id, { name, expirationTime: at + ends * DAY, scopes: FULL_ACCESS }).value
  add('gitpod-cli', 9)
  return {
    provider: 'gitpod',
    name: 'Gitpod Classic',
    origin: gitpod.origin,
    credential: add('Keyrack', 90),
    says: '',
    close: () => gitpod.close(),
  }
}
