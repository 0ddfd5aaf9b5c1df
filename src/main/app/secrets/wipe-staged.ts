import type { Context } from '../context.ts'

/** Wipes every secret that a person was at work on and that is stored nowhere yet: nobody goes on with it. */
export function wipeStaged({ checks, leaks, imports }: Pick<Context, 'checks' | 'leaks' | 'imports'>): void {
  checks.clear()
  leaks.clear()
  imports.clear()
}
