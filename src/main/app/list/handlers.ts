import type { Handlers, Serving } from '../serving.ts'
import { refreshInventory } from './refresh.ts'

/** Channels of the list. */
export function listHandlers({ job, silent }: Serving) {
  return {
    'inventory.refresh': job(silent(refreshInventory)),
  } satisfies Partial<Handlers>
}
