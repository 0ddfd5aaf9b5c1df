import { contract, events } from '#shared/contract'
import type { Bridge, Channel, EventName, EventPayload, Facts, Input, Output, Result } from '#shared/contract'
import type { AppError, ErrorKind } from '#shared/model/error'
import type { ProviderRecord } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { sampleCatalogue, sampleFacts } from './sample.ts'

type Reply<C extends Channel> = Output<C> | ((input: Input<C>) => Output<C> | Promise<Output<C>>)

export interface Call {
  readonly channel: Channel
  readonly input: unknown
}

/** A main process that a test leads: it notes every call, answers as told, and checks both sides with the contract. */
export interface FakeBridge extends Bridge {
  /** Every call so far, in order. */
  readonly calls: readonly Call[]
  /** The inputs of the calls of one channel, in order. */
  inputs<C extends Channel>(channel: C): Input<C>[]
  /** How a channel answers from now on. Without it, a channel whose output is `{}` answers that, others fail. */
  answer<C extends Channel>(channel: C, reply: Reply<C>): void
  fail(channel: Channel, error: AppError | ErrorKind): void
  /** Leaves the channel without an answer until the given function is called. */
  hold<C extends Channel>(channel: C): (reply: Output<C> | { readonly error: AppError }) => void
  emit<E extends EventName>(event: E, payload: EventPayload<E>): void
  /** Changes main's facts and sends them. */
  setFacts(change: Partial<Facts> | ((facts: Facts) => Facts)): void
  readonly facts: () => Facts
  /** Sends rows as main does, in chunks of 500; `reset` first unless told otherwise. */
  sendRows(rows: readonly TokenRow[], options?: { readonly reset?: boolean }): void
}

export interface FakeBridgeOptions {
  readonly facts?: Partial<Facts>
  readonly catalogue?: readonly ProviderRecord[]
  readonly demo?: boolean
}

/** Refusals are errors of the test, not of the person: they break the call loudly. */
function check(side: string, channel: string, parsed: { readonly success: boolean; readonly error?: unknown }): void {
  if (!parsed.success) throw new Error(`${channel}: ${side} breaks the contract: ${String(parsed.error)}`)
}

export function createFakeBridge(options: FakeBridgeOptions = {}): FakeBridge {
  let facts: Facts = { ...sampleFacts(), ...options.facts }
  const calls: Call[] = []
  const replies = new Map<Channel, (input: unknown) => unknown>()
  const listeners = new Map<EventName, Set<(json: string) => void>>()

  replies.set('app.start', () => ({
    facts,
    catalogue: JSON.stringify(options.catalogue ?? sampleCatalogue),
    demo: options.demo ?? false,
    version: '0.0.0',
    platform: 'linux',
  }))
  replies.set('profile.list', () => ({ profiles: [{ name: 'default', isOwn: true, isNew: false }] }))
  replies.set('desktop.signInStart', () => ({ state: 'off' }))
  replies.set('backup.kept', () => ({ kept: [] }))

  function emit<E extends EventName>(event: E, payload: EventPayload<E>): void {
    check('event', event, events[event].safeParse(payload))
    for (const listener of listeners.get(event) ?? []) listener(JSON.stringify(payload))
  }

  const bridge: FakeBridge = {
    calls,
    inputs: (channel) => calls.filter((made) => made.channel === channel).map(({ input }) => input as never),
    answer: (channel, reply) => {
      replies.set(channel, typeof reply === 'function' ? (reply as (input: unknown) => unknown) : () => reply)
    },
    fail: (channel, error) => {
      replies.set(channel, () => ({ refused: typeof error === 'string' ? { kind: error } : error }))
    },
    hold: (channel) => {
      let settle: (reply: unknown) => void = () => {}
      const waiting = new Promise((resolve) => (settle = resolve))
      replies.set(channel, () => waiting)
      return (reply) => settle('error' in reply && Object.keys(reply).length === 1 ? { refused: reply.error } : reply)
    },
    emit,
    facts: () => facts,
    setFacts: (change) => {
      facts = typeof change === 'function' ? change(facts) : { ...facts, ...change }
      emit('facts', facts)
    },
    sendRows: (rows, { reset = true } = {}) => {
      const chunks = Math.max(1, Math.ceil(rows.length / 500))
      for (let chunk = 0; chunk < chunks; chunk += 1) {
        emit('rows', {
          reset: reset && chunk === 0,
          upsert: rows.slice(chunk * 500, (chunk + 1) * 500),
          remove: [],
          done: chunk === chunks - 1,
        })
      }
    },
    call: async (channel, input) => {
      calls.push({ channel, input })
      check('input', channel, contract[channel].input.safeParse(input))
      const reply = replies.get(channel)
      const answer = reply ? await reply(input) : {}
      if (typeof answer === 'object' && answer !== null && 'refused' in answer) {
        return { ok: false, error: answer.refused as AppError }
      }
      check('answer', channel, contract[channel].output.safeParse(answer))
      return { ok: true, value: answer } as Result<never>
    },
    dropped: (file, jobId) => bridge.call('import.dropped' as never, { path: `/dropped/${file.name}`, jobId } as never),
    inspectDropped: (file) => bridge.call('inspect.dropped' as never, { path: `/dropped/${file.name}` } as never),
    on: (event, listener) => {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set)
      set.add(listener)
      return () => set.delete(listener)
    },
  }
  return bridge
}
