import { test as base } from '@playwright/test'
import { startGitpodSimulator, type GitpodSimulator } from '#test/simulators/gitpod/index'
import { startPulumiSimulator, type PulumiSimulator } from '#test/simulators/pulumi/index'
import { makeProfile, type Profile } from './app.ts'

interface Fixtures {
  readonly profile: Profile
  readonly pulumi: PulumiSimulator
  readonly gitpod: GitpodSimulator
}

/** Each test gets a profile and services of its own, and what it started is ended with it. */
export const test = base.extend<Fixtures>({
  profile: async ({}, use) => {
    const profile = makeProfile()
    await use(profile)
    await profile.remove()
  },
  pulumi: async ({}, use) => {
    const pulumi = await startPulumiSimulator()
    await use(pulumi)
    await pulumi.close()
  },
  gitpod: async ({}, use) => {
    const gitpod = await startGitpodSimulator()
    await use(gitpod)
    await gitpod.close()
  },
})

export { expect } from '@playwright/test'
