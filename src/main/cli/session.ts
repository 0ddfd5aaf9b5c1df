import type { App } from '../app/start.ts'
import type { Context } from '../app/context.ts'
import type { Profile } from '../adapters/node/profile-folder.ts'
import type { Vault } from '../app/vault/profile-vault.ts'
import type { Listener } from './adapters.ts'
import { interrupted } from './exit.ts'
import { openVault } from './open-vault.ts'
import { vaultAt } from './own-vault.ts'
import { placeOf, type CommonOptions } from './place.ts'
import type { Terminal } from './terminal.ts'
import type { WholeApp } from './whole-app.ts'

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
  /** What the command itself needs later: it is loaded with the rest of the program, while the key is derived. */
  readonly loads?: () => Promise<unknown>
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
  return withOwnVault(command, place, needs, async (vault, load) => {
    const { terminal, signal } = command
    const noted = needs.access === 'write'
    await vault.open()
    const app = await openVault(vault, load, { terminal, place, recovery: options.recovery === true, noted })
    if (signal.aborted) throw interrupted()
    return action({ ...command, app, context: app.context })
  })
}

/** Looks at the vault of this place, whatever state it is in, runs the command and closes everything again. */
export async function withApp(
  command: Command,
  place: Profile,
  needs: Needs,
  action: (session: Session, whole: WholeApp) => Promise<number>,
): Promise<number> {
  return withOwnVault(command, place, needs, async (_vault, load) => {
    const whole = await load()
    const { app } = whole
    if (needs.access !== 'none') await app.open()
    return action({ ...command, app, context: app.context }, whole)
  })
}

async function withOwnVault(
  { terminal }: Command,
  place: Profile,
  { access, loads, ...surroundings }: Needs,
  action: (vault: Vault, load: () => Promise<WholeApp>) => Promise<number>,
): Promise<number> {
  const own = vaultAt(place, access !== 'write')
  const loaded: { whole?: WholeApp } = {}
  const load = async () => {
    const [{ wholeApp }] = await Promise.all([import('./whole-app.ts'), loads?.()])
    return (loaded.whole ??= wholeApp(own, { terminal, ...surroundings }))
  }
  try {
    return await action(own.vault, load)
  } finally {
    // Closing the app saves what it knows; who only read has nothing to save.
    await (access === 'write' && loaded.whole !== undefined ? loaded.whole.app.close() : own.vault.close())
  }
}
