import { events, type EventName, type EventPayload } from '#shared/contract'
import type { Log } from '../ports/log.ts'
import type { Wire } from '../ports/wire.ts'

/** Sends events that fit the contract; one that does not is reported and kept back. Rows are checked once a chunk. */
export function createEventSender(
  wire: Wire,
  log: Log,
): { emit<E extends EventName>(event: E, payload: EventPayload<E>): void } {
  return {
    emit(event, payload) {
      const checked = events[event].safeParse(payload)
      if (checked.success) wire.send(event, checked.data)
      else
        log.error('an event did not fit the contract', { event, path: checked.error.issues[0]?.path.join('.') ?? '' })
    },
  }
}
