import type { Handlers, Serving } from '../serving.ts'

/** Channels of what expires. */
export function expiryHandlers({ always, silent }: Serving) {
  return {
    'expiry.shown': always(silent(async ({ expiry }) => expiry.shown())),
  } satisfies Partial<Handlers>
}
