import { startGitpodSimulator } from '#test/simulators/gitpod/index'
import { startPulumiSimulator } from '#test/simulators/pulumi/index'
import type { RootOptions } from './electron/options.ts'
import { plantDemoWorld } from './world.ts'

/** The demo's services, running on loopback, and the accounts that sign in to them. */
export interface DemoWorld {
  readonly accounts: RootOptions['accounts']
  close(): Promise<void>
}

/** Starts both simulators, plants the demo's people and tokens around the present (ms), and gives the accounts to add. */
export async function serveDemoWorld(now: () => number): Promise<DemoWorld> {
  const [pulumi, gitpod] = await Promise.all([startPulumiSimulator(), startGitpodSimulator()])
  const signIns = plantDemoWorld({ pulumi, gitpod, now })
  const accountsAt = (provider: 'pulumi' | 'gitpod') =>
    signIns[provider].map(({ origin, credential, label }) => ({ provider, address: origin, credential, name: label }))
  return {
    accounts: [...accountsAt('pulumi'), ...accountsAt('gitpod')],
    close: async () => {
      await Promise.all([pulumi.close(), gitpod.close()])
    },
  }
}
