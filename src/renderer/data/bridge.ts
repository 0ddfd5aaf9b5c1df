import type { Bridge, EventName, EventPayload, Input, Output, PageChannel, Result } from '#shared/contract'

declare global {
  interface Window {
    /** Put there by the preload, frozen; tests put a fake in its place. */
    readonly keyrack: Bridge
  }
}

/**
 * Asks main for something. Never throws: a failure is `{ ok: false, error }`. An answer that the bridge itself could not
 * deliver (main went away) counts as `internal`.
 */
export async function call<C extends PageChannel>(channel: C, input: Input<C>): Promise<Result<Output<C>>> {
  try {
    return await window.keyrack.call(channel, input)
  } catch {
    return { ok: false, error: { kind: 'internal' } }
  }
}

/** Calls `listener` on each event that main sends; gives the function that ends it. */
export function listen<E extends EventName>(
  event: E,
  listener: (payload: EventPayload<E>) => void,
  bridge: Bridge = window.keyrack,
): () => void {
  return bridge.on(event, (json) => listener(JSON.parse(json) as EventPayload<E>))
}

/** A new name for a call that the person may cancel; `cancelJob` takes it. */
export function newJobId(): string {
  return crypto.randomUUID()
}

/** Asks main to stop a call; the call itself then answers `cancelled`. */
export function cancelJob(jobId: string): void {
  void call('job.cancel', { jobId })
}
