import { exits } from '../exit.ts'
import { withVault, type Command } from '../session.ts'
import type { ListOptions } from '../token-list.ts'

/** `keyrack list`: the tokens, those that end first in front. Asks nobody and changes nothing. */
export async function list(command: Command, options: ListOptions): Promise<number> {
  const writing = () => import('../token-list.ts')
  return withVault(command, options, { access: 'read', loads: writing }, async (session) => {
    const { writeTokens } = await writing()
    await writeTokens(session, options)
    return exits.fine
  })
}
