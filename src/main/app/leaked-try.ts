import pLimit from 'p-limit'
import { Failure } from '../ports/failure.ts'
import type { ByValue } from '../ports/provider.ts'
import { pause } from '../providers/kit/pause.ts'
import type { Context } from './context.ts'
import { asFailure } from './failures.ts'
import type { Leak, Leaked } from './leaks.ts'

/** Secrets that are tried at the same time. */
const atOnce = 4
/** A leak is urgent: what they did before the call is asked for no longer than this. */
const beforeMs = 5_000
/** How long somebody waits for a provider that has taken the call. */
const afterMs = 20_000
/** Between two rounds. */
const roundsMs = [0, 1_000, 2_000, 4_000, 8_000] as const

type Tried = Awaited<ReturnType<ByValue['probe']>> | 'not-asked'

/**
 * Notes which of the secrets are refused already, before anything is ended: that one is refused afterwards proves nothing
 * then, as a mistyped one is refused too. Never throws.
 */
export async function tryBefore(context: Context, leak: Leak, byValue: ByValue, signal: AbortSignal): Promise<void> {
  await within(context, leak, beforeMs, signal, async (limited) => {
    await tryAll(context, leak, leak.values, byValue, limited, (value, tried) => {
      if (tried === 'works' || tried === 'refused') value.wasRefused = tried === 'refused'
    })
  })
}

/** Tries those that were not seen to be refused yet, in rounds, until none is left or time is over. Never throws. */
export async function tryAfter(context: Context, leak: Leak, byValue: ByValue, signal: AbortSignal): Promise<void> {
  await within(context, leak, afterMs, signal, async (limited) => {
    for (const ms of roundsMs) {
      const left = leak.values.filter(({ state }) => state === 'pending' || state === 'not-asked')
      if (left.length === 0) return
      if (ms > 0) await pause(context.clock, ms, limited)
      await tryAll(context, leak, left, byValue, limited, noteAfter)
    }
  })
}

function noteAfter(value: Leaked, tried: Tried): void {
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
  { origin }: Leak,
  values: readonly Leaked[],
  byValue: ByValue,
  signal: AbortSignal,
  note: (value: Leaked, tried: Tried) => void,
): Promise<void> {
  const limit = pLimit(atOnce)
  // After one that was slowed down the others would be too, and each of them would make it longer.
  let isSlowedDown = false
  const tryOne = async (value: Leaked): Promise<Tried> => {
    if (isSlowedDown || signal.aborted) return 'not-asked'
    try {
      const tried = await byValue.probe(value.secret, signal)
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
  { gone }: Leak,
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
