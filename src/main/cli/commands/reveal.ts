import { setTimeout as wait } from 'node:timers/promises'
import { calledBy, count } from '#shared/text/words'
import { Ended, exits, interrupted } from '../exit.ts'
import type { CommonOptions } from '../place.ts'
import { plain } from '../output/plain.ts'
import { withVault, type Command, type Session } from '../session.ts'
import { findToken } from '../tokens.ts'

/** The stored secret of a token that a person means. Throws Ended with exit code 2 where there is none. */
export function storedSecret(
  { context }: Session,
  wanted: string,
): { readonly secretId: string; readonly name: string } {
  const { row } = findToken(context, wanted)
  const name = plain(calledBy(row.token))
  if (row.held === null) throw new Ended(exits.usage, `The secret of “${name}” is not in the vault.`)
  return { secretId: row.held.secretId, name }
}

/** `keyrack reveal ID`: the secret, on a terminal or where `--stdout` says that the pipe or file is meant. */
export async function reveal(
  command: Command,
  wanted: string,
  options: CommonOptions & { readonly stdout?: boolean },
): Promise<number> {
  if (!command.terminal.isTerminal && options.stdout !== true) {
    throw new Ended(exits.usage, 'Standard output is no terminal. Say --stdout if the secret is meant to go there.')
  }
  return withVault(command, options, { access: 'write' }, async (session) => {
    const { secretId } = storedSecret(session, wanted)
    const { value } = await session.app.handlers['secret.reveal']({ id: secretId })
    await session.terminal.write(`${value}\n`)
    return exits.fine
  })
}

/** `keyrack copy ID`: the secret on the clipboard, until the time that the person has set in the app is over. */
export async function copy(command: Command, wanted: string, options: CommonOptions): Promise<number> {
  return withVault(command, options, { access: 'write' }, async (session) => {
    const { app, context, terminal, signal } = session
    const { secretId, name } = storedSecret(session, wanted)
    const { clearedAt } = await app.handlers['secret.copy']({ id: secretId })
    // Nothing more is needed of the vault, and nobody may be there while this waits.
    await context.activity.settle()
    await context.vault.close()
    const left = () => Math.max(0, Math.ceil((clearedAt - context.clock.now()) / 1000))
    terminal.say(`The secret of “${name}” is on the clipboard for ${count(left(), 'second')}; Ctrl+C clears it now.`)
    try {
      while (left() > 0) {
        terminal.progress(`${count(left(), 'second')} left`)
        await wait(Math.min(1000, Math.max(1, clearedAt - context.clock.now())), undefined, { signal })
      }
    } catch {
      throw interrupted()
    } finally {
      terminal.progress('')
      await context.clipboard.clear()
    }
    return exits.fine
  })
}
