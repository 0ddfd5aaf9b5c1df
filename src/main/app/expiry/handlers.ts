import type { Handlers, Serving } from '../serving.ts'
import { chooseSteps, quietTokens } from './warnings.ts'

/** Channels of what expires. */
export function expiryHandlers({ always, open, silent }: Serving) {
  return {
    'expiry.quiet': open(silent(quietTokens)),
    'expiry.steps': open(silent(chooseSteps)),
    'expiry.shown': always(silent(async ({ expiry }) => expiry.shown())),
  } satisfies Partial<Handlers>
}
