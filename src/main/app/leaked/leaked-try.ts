import pLimit from 'p-limit'
import type { LeakWay } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import { pause } from '../../providers/kit/pause.ts'
import type { Context } from '../context.ts'
import { asFailure } from '../failures.ts'
import type { Means, Tried } from './leaked-means.ts'
import type { Leak, Leaked } from './leaks.ts'

/** Secrets that are tried at the same time. */
const atOnce = 4
/** A leak is urgent: what they did before the call is asked for no longer than this. */
const beforeMs = 5_000
/** How long somebody waits for a provider that has taken the call. */
const afterMs = 20_000
/** Between two rounds. */
const roundsMs = [0, 1_000, 2_000, 4_000, 8_000] as const

/** Secrets of a leak that are ended in one way at one address. */
export interface Batch {
  readonly leak: Leak
  readonly way: LeakWay
  readonly values: readonly Leaked[]
  readonly means: Means
}

/**
 * Notes which of the secrets are refused already, before anything is ended: that one is refused afterwards proves nothing
 * then, as a mistyped one is refused too. Never throws.
 */
export async function tryBefore(context: Context, batch: Batch, signal: AbortSignal): Promise<void> {
  await within(context, batch, beforeMs, signal, async (limited) => {
    await tryAll(context, batch, batch.values, limited, (value, tried) => {
      if (tried === 'works' || tried === 'refused') value.wasRefused = tried === 'refused'
    })
  })
}

/** Tries those that were not seen to be refused yet, in rounds, until none is left or time is over. Never throws. */
export async function tryAfter(context: Context, batch: Batch, signal: AbortSignal): Promise<void> {
  await within(context, batch, afterMs, signal, async (limited) => {
    for (const ms of roundsMs) {
      const left = batch.values.filter(({ state }) => state === 'pending' || state === 'not-asked')
      if (left.length === 0) return
      if (ms > 0) await pause(context.clock, ms, limited)
      await tryAll(context, batch, left, limited, noteAfter)
    }
  })
}

function noteAfter(value: Leaked, tried: Tried | 'not-asked'): void {
  switch (tried) {
    case 'works':
      value.state = 'pending'
      return
    case 'refused':
      value.state = value.wasRefused === true ? 'was-refused' : 'ended'
      return
    case 'not-told':
      value.state = 'not-told'
      return
    case 'not-asked':
    // It stays as it was seen last.
  }
}

async function tryAll(
  { log, network }: Context,
  { way: { origin }, means }: Batch,
  values: readonly Leaked[],
  signal: AbortSignal,
  note: (value: Leaked, tried: Tried | 'not-asked') => void,
): Promise<void> {
  const limit = pLimit(atOnce)
  // After one that was slowed down the others would be too, and each of them would make it longer.
  let isSlowedDown = false
  const tryOne = async (value: Leaked): Promise<Tried | 'not-asked'> => {
    if (isSlowedDown || signal.aborted) return 'not-asked'
    try {
      const tried = await means.probe(value.secret, signal)
      if (tried !== 'not-told') network.reached(origin)
      return tried
    } catch (error) {
      const failure = asFailure(error, log, 'try a leaked secret')
      network.failed(origin, failure.error)
      isSlowedDown ||= failure.error.kind === 'rate-limited'
      return 'not-asked'
    }
  }
  await Promise.all(values.map((value) => limit(async () => note(value, await tryOne(value)))))
}

/** Runs `action` until it ends, time is over or somebody called it off; what it did by then counts. */
async function within(
  { clock, life }: Context,
  { leak: { gone } }: Batch,
  ms: number,
  signal: AbortSignal,
  action: (limited: AbortSignal) => Promise<void>,
): Promise<void> {
  const over = new AbortController()
  const stop = clock.after(ms, () => over.abort())
  try {
    await action(AbortSignal.any([signal, life(), gone, over.signal]))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  } finally {
    stop()
  }
}
