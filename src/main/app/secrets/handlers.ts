import type { Handlers, Serving } from '../serving.ts'
import { forgetSecret } from './forget-secret.ts'
import { copySecret, revealSecret } from './reveal-secret.ts'
import { storeSecret } from './store-secret.ts'

/** Channels of stored secrets. */
export function secretHandlers({ always, job, open, opened, silent }: Serving) {
  return {
    'secret.storeAgain': open(async ({ unstored }, { unstoredId }) => ({
      secretId: await unstored.storeAgain(unstoredId),
    })),
    'secret.store': job(storeSecret),
    'secret.forget': open(silent(forgetSecret)),
    // What could not be stored can be seen and copied whatever state the vault is in, and a drawn recovery code seen.
    'secret.reveal': always(async (one, input) => {
      if (one.unstored.find(input.id) === undefined && one.recovery.find(input.id) === undefined) await opened()
      return revealSecret(one, input)
    }),
    'secret.copy': always(async (one, input) => {
      if (one.unstored.find(input.id) === undefined) await opened()
      return copySecret(one, input)
    }),
    'secret.conceal': always(silent(async ({ revealed }, { showing }) => revealed.conceal(showing))),
    'window.allowCapture': open(silent(async ({ capture }, { minutes }) => capture.allow(minutes))),
  } satisfies Partial<Handlers>
}
