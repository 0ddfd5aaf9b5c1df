import type { Account, Part } from '#shared/model/account'
import { troubleOf } from '#shared/rules/part-trouble'
import { count, ownerLabel } from '#shared/text/words'
import type { Context } from '../app/context.ts'
import { Failure } from '../ports/failure.ts'
import type { Listener } from './adapters.ts'
import { exitOfFailure, exits, sentenceOf, type Exit } from './exit.ts'
import { cancellable } from './job.ts'
import { plain } from './output/plain.ts'
import type { Session } from './session.ts'
import type { Terminal } from './terminal.ts'

/** How an account stands after its provider was asked. */
export interface Refreshed {
  readonly account: Account
  readonly tokens: number
  /** What could not be learned, in sentences; empty where everything was. */
  readonly troubles: readonly string[]
}

/** Shows on standard error how far refreshes have come. */
export function showingProgress(terminal: Terminal): Listener {
  return (event, payload) => {
    if (event !== 'facts' || !('accounts' in payload)) return
    const running = payload.accounts.flatMap(({ refresh }) => refresh ?? [])
    if (running.length === 0) {
      terminal.progress('')
      return
    }
    const sum = (of: (one: (typeof running)[number]) => number) => running.reduce((total, one) => total + of(one), 0)
    const parts = `${sum((one) => one.partsDone)} of ${sum((one) => one.partsTotal)} lists`
    terminal.progress(
      `Asking ${count(running.length, 'account')}: ${parts}, ${count(
        sum((one) => one.tokens),
        'token',
      )}`,
    )
  }
}

/**
 * Asks the providers of these accounts, or of all. What fails at a provider is told, and does not end it. Throws Failure
 * where the vault has failed, and Failure('cancelled').
 */
export async function refreshed(session: Session, accountIds: readonly string[] | null): Promise<readonly Refreshed[]> {
  const { app, context, signal, terminal } = session
  const wanted = accountIds ?? [...context.index.accounts.keys()]
  const results = await Promise.allSettled(
    wanted.map((accountId) =>
      cancellable(app, signal, (jobId) => app.handlers['inventory.refresh']({ accountId, jobId })),
    ),
  )
  terminal.progress('')
  for (const result of results) {
    if (result.status === 'fulfilled') continue
    const failure: unknown = result.reason
    if (!(failure instanceof Failure) || exitOfFailure(failure.error) !== exits.provider) throw failure
  }
  return standing(context, wanted)
}

/** How these accounts stand by what is known of them. */
export function standing(context: Context, accountIds: readonly string[]): readonly Refreshed[] {
  const { accounts, parts } = context.facts.facts()
  return accountIds.flatMap((id) => {
    const account = accounts.find((one) => one.id === id)
    if (account === undefined) return []
    const own = parts.filter(({ accountId }) => accountId === id)
    const tokens = own.reduce((sum, part) => sum + part.tokens, 0)
    return [{ account, tokens, troubles: troublesOf(account, own) }]
  })
}

function troublesOf({ credentialError, failure }: Account, parts: readonly Part[]): string[] {
  const whole = credentialError ?? failure
  if (whole !== null) return [sentenceOf(whole)]
  return parts.flatMap((part) => {
    const trouble = troubleOf(part)
    return trouble === null ? [] : [`${ownerLabel(part.owner)}: ${sentenceOf(trouble)}`]
  })
}

/** Tells on standard error what could not be learned; gives the exit code that says so. */
export function tellTroubles(terminal: Terminal, all: readonly Refreshed[]): Exit {
  let exit: Exit = exits.fine
  for (const { account, troubles } of all) {
    for (const trouble of troubles) {
      terminal.say(`keyrack: ${plain(account.name)}: ${plain(trouble)}`)
      exit = exits.provider
    }
  }
  return exit
}
