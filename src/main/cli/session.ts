import { start, type App } from '../app/start.ts'
import type { Context } from '../app/context.ts'
import type { Profile } from '../adapters/node/profile-folder.ts'
import { createAdapters, type Listener } from './adapters.ts'
import { interrupted } from './exit.ts'
import { openVault } from './open-vault.ts'
import { placeOf, type CommonOptions } from './place.ts'
import type { Terminal } from './terminal.ts'

/** What a command runs with. */
export interface Command {
  readonly terminal: Terminal
  /** Aborts when the person interrupts the command. */
  readonly signal: AbortSignal
  /** From now on signals that would end the command go to the listener instead. */
  takeSignals(listener: (signal: NodeJS.Signals) => void): void
}

/** What a command on an open vault runs with. */
export interface Session extends Command {
  readonly app: App
  readonly context: Context
}

interface Needs {
  /** `read`: changes nothing that the vault tells, so that ten commands at once are no trouble. `none`: looks at no vault. `write`: may change it. */
  readonly access: 'read' | 'write' | 'none'
  readonly listener?: Listener
  /** Pages are opened in the browser, and not only named. */
  readonly browser?: boolean
}

/**
 * Opens the vault that the options name, runs the command and closes it again. Throws Ended with exit code 4 where it cannot
 * be opened, and what the command throws.
 */
export async function withVault(
  command: Command,
  options: CommonOptions,
  needs: Needs,
  action: (session: Session) => Promise<number>,
): Promise<number> {
  const place = placeOf(options, command.terminal.environment)
  return withApp(command, place, needs, async (session) => {
    const { terminal, signal } = command
    const noted = needs.access === 'write'
    await openVault(session.app, { terminal, place, recovery: options.recovery === true, noted })
    if (signal.aborted) throw interrupted()
    return action(session)
  })
}

/** Looks at the vault of this place, whatever state it is in, runs the command and closes everything again. */
export async function withApp(
  command: Command,
  place: Profile,
  { access, listener = () => undefined, browser = false }: Needs,
  action: (session: Session) => Promise<number>,
): Promise<number> {
  const app = start(createAdapters(place, command.terminal, listener, browser))
  try {
    if (access !== 'none') await app.open()
    return await action({ ...command, app, context: app.context })
  } finally {
    // Closing the app saves what it knows; who only read has nothing to save.
    await (access === 'write' ? app.close() : app.context.vault.close())
  }
}
