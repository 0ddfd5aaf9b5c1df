import { accountListing } from '../account-output.ts'
import { accountsNamed } from '../accounts.ts'
import { commonFormats, formatOf, writeListing } from '../output/format.ts'
import type { CommonOptions } from '../place.ts'
import { refreshed, showingProgress, tellTroubles } from '../refreshing.ts'
import { withVault, type Command } from '../session.ts'

export interface RefreshOptions extends CommonOptions {
  readonly account?: readonly string[]
}

/** `keyrack refresh`: asks the providers what tokens there are. What failed is told, and the exit code is 5 then. */
export async function refresh(command: Command, options: RefreshOptions): Promise<number> {
  formatOf(options, commonFormats)
  const needs = { access: 'write', listener: showingProgress(command.terminal) } as const
  return withVault(command, options, needs, async (session) => {
    const { context, terminal } = session
    const wanted = options.account === undefined ? null : accountsNamed(context, options.account)
    const all = await refreshed(session, wanted)
    await writeListing(terminal, options, accountListing(context, all))
    return tellTroubles(terminal, all)
  })
}
