import type { Handlers, Serving } from '../serving.ts'
import { inspectValue } from './look.ts'

/** Channels of the offline inspector. */
export function inspectHandlers({ open }: Serving) {
  return { 'inspect.look': open(inspectValue) } satisfies Partial<Handlers>
}
