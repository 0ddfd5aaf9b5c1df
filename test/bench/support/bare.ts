import { join } from 'node:path'
import { projectRoot } from '#build/aliases'
import { startElectron, type Electron } from './electron.ts'

/** Starts the smallest window there is, over a profile of its own: what the app is compared with. */
export function startBare(userData: string): Promise<Electron> {
  return startElectron({
    app: join(projectRoot, 'test', 'bench', 'bare', 'main.cjs'),
    env: { KEYRACK_BENCH_PROFILE: userData },
  })
}
