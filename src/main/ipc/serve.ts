import { contract, type Channel, type Output, type Result } from '#shared/contract'
import type { AppError } from '#shared/model/error'
import { z } from 'zod'
import type { Clock } from '../ports/clock.ts'
import { Failure, typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { Caller, Wire } from '../ports/wire.ts'
import { isTrusted, type PageAddress } from './caller.ts'
import { createGestureGuard } from './gesture-guard.ts'

type Answer = Result<unknown>

/** One function a channel: takes checked input, gives the output or throws `Failure`. */
export type Handlers = {
  readonly [C in Channel]: (input: z.output<(typeof contract)[C]['input']>) => Promise<Output<C>>
}

/** Input that makes main take a secret from this computer: from the clipboard, or from the configuration of a tool. */
const fromElsewhere = z.object({ secret: z.object({ from: z.enum(['clipboard', 'configuration']) }) })

const channels = Object.keys(contract) as Channel[]

/** What is served: the use cases, and the rows to a window that has just started. */
export interface Served {
  readonly handlers: Handlers
  /** Sends the rows that can be shown at once. */
  greet(): void
  /** Sends all rows. */
  resend(): Promise<void>
}

/**
 * Serves every channel of the contract on the wire. A call is refused, with an answer and not with silence, when its
 * sender is not our page, when its input is not exactly what the schema says, or when a secret is to be shown, copied or
 * taken from this computer without a gesture: a page that was taken over would have main send away what lies there.
 * What a handler gives back is checked too, so that nothing crosses that the contract does not name.
 */
export function serve(app: Served, wire: Wire, context: { page: PageAddress; clock: Clock; log: Log }): void {
  const guard = createGestureGuard(() => context.clock.now())
  for (const channel of channels) {
    wire.answer(channel, async (caller, input) => answer(channel, caller, input))
  }

  async function answer(channel: Channel, caller: Caller, raw: unknown): Promise<Answer> {
    if (!isTrusted(caller, context.page)) {
      context.log.warn('a call from a foreign sender was refused', { channel })
      return refused({ kind: 'internal' })
    }
    const spec = contract[channel]
    const parsed = spec.input.safeParse(raw)
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.').slice(0, 60)
      context.log.warn('a call with wrong input was refused', { channel })
      return refused({ kind: 'invalid-input', ...(field ? { field } : {}) })
    }
    const isAsked = ('secret' in spec && spec.secret === 'out') || 'gesture' in spec
    if (isAsked || fromElsewhere.safeParse(parsed.data).success) {
      const refusal = guard(caller)
      if (refusal !== null) return refused({ kind: refusal })
    }
    const result = await perform(channel, parsed.data)
    if (channel === 'app.start' && result.ok) {
      // What comes before the answer is in the first picture that the window draws; all rows follow as events.
      app.greet()
      setImmediate(resend)
    }
    return result
  }

  function resend(): void {
    app.resend().catch((error: unknown) => {
      context.log.error('the rows could not be sent', { type: typeOf(error) })
    })
  }

  async function perform(channel: Channel, input: unknown): Promise<Answer> {
    try {
      const handler = app.handlers[channel] as (input: unknown) => Promise<unknown>
      const output = contract[channel].output.safeParse(await handler(input))
      if (output.success) return { ok: true, value: output.data }
      // Paths only: the values could be anything.
      const path = output.error.issues[0]?.path.join('.') ?? ''
      context.log.error('an answer did not fit the contract', { channel, path })
      return refused({ kind: 'internal' })
    } catch (error) {
      if (error instanceof Failure) return refused(error.error)
      context.log.error('a use case failed unexpectedly', {
        channel,
        type: typeOf(error),
      })
      return refused({ kind: 'internal' })
    }
  }
}

function refused(error: AppError): Answer {
  return { ok: false, error }
}
