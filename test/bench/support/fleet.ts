import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { projectRoot } from '#build/aliases'

/** Somebody who can sign in at a simulator. */
export interface Person {
  readonly origin: string
  readonly credential: string
}

/** How the simulators behave from now on: all with a latency, but for the one at `hanging`, which never answers. */
export interface FleetOrder {
  readonly latencyMs: number
  readonly hanging: string | null
}

/** Many simulators of one service, in a process of their own. */
export interface Fleet {
  readonly people: readonly Person[]
  /** Gives how many requests they met since they were told last. One at a time. */
  behave(order: FleetOrder): Promise<number>
  close(): Promise<void>
}

export async function startFleet(size: {
  readonly simulators: number
  readonly peopleEach: number
  readonly tokensEach: number
}): Promise<Fleet> {
  const script = join(projectRoot, 'test', 'bench', 'support', 'fleet-process.ts')
  const args = [size.simulators, size.peopleEach, size.tokensEach].map(String)
  const child = fork(script, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  const early = ended.then(() => {
    throw new Error('the simulators ended by themselves')
  })
  early.catch(() => undefined)
  const [people] = (await Promise.race([once(child, 'message'), early])) as [readonly Person[]]
  return {
    people,
    async behave(order) {
      const answer = once(child, 'message')
      child.send(order)
      const [served] = (await Promise.race([answer, early])) as [number]
      return served
    },
    async close() {
      child.disconnect()
      await ended
    },
  }
}
