import { refresh, settle, until, type AppWorld, type Run } from '#test/support/app-world'
import { withAda } from './ada.ts'

export const day = 86_400_000
export const hour = 3_600_000

/** Ada's account, with a token that ends in ten days. */
export async function withNightly() {
  const start = await withAda()
  addEnding(start.world, 'nightly', 10)
  await refresh(start.run)
  return start
}

function addEnding(world: AppWorld, name: string, days: number): void {
  const at = (distance: number) => ({ kind: 'at', at: world.clock.now() + distance * day }) as const
  world.service.add('acme', 'org', { name, created: at(-100), expiry: at(days) })
}

/** What tests of warnings do and look at. */
export function warningSteps(now: () => { readonly world: AppWorld; readonly run: Run }) {
  return {
    add: (name: string, days: number) => addEnding(now().world, name, days),
    /** Time goes by, and what it brings comes to its end. */
    live: async (ms: number) => {
      await now().world.clock.live(ms, () => settle(1))
      await settle()
    },
    said: (one: Run = now().run) => one.notifier.notices.map(({ step, count }) => [step, count]),
    lock: () => now().run.call['vault.lock']({}),
    unlock: async () => {
      await now().run.call['vault.retry']({})
      await until(() => (now().run.window.facts?.expiry.next.length ?? 0) > 0)
    },
    idOf: (name: string) => now().run.window.row(name).token.id,
  }
}
