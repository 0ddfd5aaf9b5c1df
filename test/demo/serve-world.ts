import { startGitpodSimulator } from '#test/simulators/gitpod/index'
import { startPulumiSimulator } from '#test/simulators/pulumi/index'
import type { RootOptions } from './electron/options.ts'
import { plantServices, serveServices } from './services/index.ts'
import { plantLinAtGitpod, plantLinAtPulumi } from './services/lin.ts'
import { plantDemoWorld } from './world.ts'

/** The demo's services, running on loopback. */
export interface DemoWorld {
  /** What the demo opens with. */
  readonly accounts: RootOptions['accounts']
  /** One for every provider, to be added by hand. */
  readonly services: RootOptions['services']
  close(): Promise<void>
}

/** Starts every simulator, and plants the demo's people and tokens around the present (ms). */
export async function serveDemoWorld(now: () => number): Promise<DemoWorld> {
  const [pulumi, gitpod, planted] = await Promise.all([
    startPulumiSimulator({ now }),
    startGitpodSimulator({ now }),
    plantServices(now),
  ])
  const signIns = plantDemoWorld({ pulumi, gitpod, now })
  const accountsAt = (provider: 'pulumi' | 'gitpod') =>
    signIns[provider].map(({ origin, credential, label }) => ({ provider, address: origin, credential, name: label }))
  const accounts = [...accountsAt('pulumi'), ...accountsAt('gitpod')]
  const { services, close } = await serveServices([
    plantLinAtPulumi(pulumi, now()),
    plantLinAtGitpod(gitpod, now()),
    ...planted,
  ])
  return { accounts, services, close }
}
