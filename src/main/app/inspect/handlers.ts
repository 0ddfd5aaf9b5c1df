import type { Handlers, Serving } from '../serving.ts'
import { inspectDropped, inspectValue } from './look.ts'

/** Channels of the offline inspector. */
export function inspectHandlers({ open }: Serving) {
  return { 'inspect.look': open(inspectValue), 'inspect.dropped': open(inspectDropped) } satisfies Partial<Handlers>
}
