import type { DemoService } from '../electron/options.ts'
import { serveConsole } from '../console/serve.ts'
import { plantGithub } from './github.ts'
import { plantGitlab } from './gitlab.ts'
import { plantGrafbase } from './grafbase.ts'
import { plantLinode } from './linode.ts'
import { plantVercel } from './vercel.ts'
import { plantModerne } from './moderne.ts'
import { plantNpm } from './npm.ts'
import { plantOauth } from './oauth.ts'
import { plantOna } from './ona.ts'
import { plantRudderStack } from './rudderstack.ts'
import type { PlantedService } from './service.ts'

/** Services of which the demo has no account to begin with. A new provider is one line here. */
const plants: readonly ((now: () => number) => Promise<PlantedService>)[] = [
  plantOna,
  plantGrafbase,
  plantModerne,
  plantRudderStack,
  plantGitlab,
  plantGithub,
  plantLinode,
  plantVercel,
  plantNpm,
  plantOauth,
]

export interface RunningServices {
  readonly services: DemoService[]
  close(): Promise<void>
}

/** Starts a simulator with people and tokens in it for each of the services above. */
export function plantServices(now: () => number): Promise<PlantedService[]> {
  return Promise.all(plants.map((plant) => plant(now)))
}

/** Serves what stands in for the pages of each, and gives what the app has to know to sign in. */
export async function serveServices(planted: readonly PlantedService[]): Promise<RunningServices> {
  const running = await Promise.all(
    planted.map(async (service) => ({ service, pages: await serveConsole(service.name, service.pages) })),
  )
  return {
    services: running.map(({ service: { provider, origin, credential, fields = {}, says }, pages }) => {
      return { provider, origin, console: pages.origin, credential, fields, says }
    }),
    close: async () => {
      await Promise.all(running.flatMap(({ service, pages }) => [service.close(), pages.close()]))
    },
  }
}
