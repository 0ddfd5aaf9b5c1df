import { appendFileSync } from 'node:fs'
import type { Wire } from '#main/ports/wire'

/** The wire, with every message in both directions also written to `file`. */
export function recordingWire(wire: Wire, file: string): Wire {
  const note = (kind: string, channel: string, payload: unknown) => {
    appendFileSync(file, JSON.stringify({ kind, channel, payload }) + '\n')
  }
  return {
    answer(channel, handler) {
      wire.answer(channel, async (caller, input) => {
        note('input', channel, input)
        const output = await handler(caller, input)
        note('output', channel, output)
        return output
      })
    },
    send(event, payload) {
      note('event', event, payload)
      wire.send(event, payload)
    },
  }
}
