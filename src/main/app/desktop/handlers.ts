import type { Context } from '../context.ts'
import type { Handlers, Serving } from '../serving.ts'

/** Channels about what the system does for Keyrack; they work whatever state the vault is in. */
export function desktopHandlers({ always }: Serving) {
  return {
    'desktop.signInStart': always(signInStart),
    'desktop.setSignInStart': always(async (context, { on }) => {
      await context.signInStart?.set(on)
      return signInStart(context)
    }),
  } satisfies Partial<Handlers>
}

async function signInStart(context: Context) {
  return { state: (await context.signInStart?.state()) ?? ('not-here' as const) }
}
