import { Failure } from '../../ports/failure.ts'
import type { Token } from '#shared/model/token'
import { placesInUse, nameOfPlace } from '#shared/rules/places'
import { calledBy, listed, ownLabels } from '#shared/text/words'
import { Ended, exitOfFailure, exits, sentenceOf } from '../exit.ts'
import type { GuidedOptions } from '../guided.ts'
import { cancellable } from '../job.ts'
import { writeListing } from '../output/format.ts'
import { plain } from '../output/plain.ts'
import type { CommonOptions } from '../place.ts'
import { withVault, type Command, type Session } from '../session.ts'
import { withStepUp } from '../step-up.ts'
import { guidedOf, requireSomebody, revokeByHand } from './revoke-guided.ts'
import { useText } from '../token-output.ts'
import { findToken, type Shown } from '../tokens.ts'

export interface RevokeOptions extends CommonOptions, GuidedOptions {
  readonly yes?: boolean
  readonly ownCredential?: boolean
}

interface Revoked {
  readonly shown: Shown
  readonly outcome: string
  readonly exit: number
}

/**
 * `keyrack revoke ID... --yes`: ends tokens at their providers, one after the other, and leads through what is done on the
 * provider's page. Each that fails is told.
 */
export async function revoke(command: Command, wanted: readonly string[], options: RevokeOptions): Promise<number> {
  return withVault(command, options, { access: 'write', browser: options.open === true }, async (session) => {
    const { context, terminal } = session
    const all = [...new Map(wanted.map((one) => findToken(context, one)).map((shown) => [shown.id, shown])).values()]
    await requireSomebody(session, all, options)
    // What is done already costs nothing more.
    requireYes(session, all, options.done === true ? { ...options, yes: true } : options)
    const results: Revoked[] = []
    for (const shown of all) {
      const result = await revokeOne(session, shown, options)
      results.push(result)
      if (session.signal.aborted || result.exit === exits.interrupted) break
    }
    await writeListing(terminal, options, {
      items: results,
      columns: [{ heading: 'ID' }, { heading: 'NAME', atLeast: 12 }, { heading: 'OUTCOME' }],
      cells: ({ shown, outcome, exit }) => [
        shown.id,
        calledBy(shown.row.token),
        exit === exits.fine ? outcome : { text: outcome, tint: 'red' },
      ],
      json: {
        format: 'revoked',
        field: 'tokens',
        item: ({ shown, outcome }) => ({ id: shown.id, name: calledBy(shown.row.token), outcome }),
      },
      csv: {
        headings: ['id', 'name', 'outcome'],
        cells: ({ shown, outcome }) => [shown.id, calledBy(shown.row.token), outcome],
      },
      empty: '',
    })
    return worst(results.map(({ exit }) => exit))
  })
}

/** Tells what would be lost, and ends the command, until the person says yes. */
function requireYes({ context, terminal }: Session, all: readonly Shown[], options: RevokeOptions): void {
  const now = context.clock.now()
  const guarded = all.filter(({ row }) => row.own !== 'no')
  if (options.yes === true && (guarded.length === 0 || options.ownCredential === true)) return
  for (const { row, names } of options.yes === true ? guarded : all) {
    const { token, own } = row
    const places = placesInUse(row).map(({ where }) => nameOfPlace(where))
    const facts = [
      `${names.provider}, ${names.account}`,
      `last used ${useText(token.lastUsed, now)}`,
      ...(places.length > 0 ? [`used in ${listed(places)}`] : []),
      ...(own === 'no' ? [] : [ownLabels[own]]),
    ]
    terminal.say(`${plain(calledBy(token))}: ${plain(facts.join('; '))}.`)
  }
  if (options.yes !== true)
    throw new Ended(exits.usage, 'Say --yes to revoke what is named above. It cannot be undone.')
  throw new Ended(
    exits.usage,
    'Say --own-credential to revoke what Keyrack signs in with, or may. The account is of no use then.',
  )
}

async function revokeOne(session: Session, shown: Shown, options: RevokeOptions): Promise<Revoked> {
  const { terminal } = session
  const { token } = shown.row
  const guided = guidedOf(session, shown)
  const name = plain(calledBy(token))
  try {
    const outcome = await (guided === null
      ? revokeByCall(session, shown, options)
      : revokeByHand(session, guided, options))
    return { shown, outcome, exit: exits.fine }
  } catch (error) {
    // Of several tokens what became of the others is told all the same.
    if (error instanceof Ended) {
      terminal.say(`keyrack: ${name}: ${error.message}`)
      return {
        shown,
        outcome: error.exit === exits.interrupted ? 'cancelled' : 'confirmation-needed',
        exit: error.exit,
      }
    }
    if (!(error instanceof Failure)) throw error
    const { kind } = error.error
    const again = kind === 'still-works' ? ` To check again: keyrack revoke ${shown.id} --done` : whyNot(session, token)
    terminal.say(`keyrack: ${name}: ${plain(sentenceOf(error.error) + again)}`)
    return { shown, outcome: kind, exit: exitOfFailure(error.error) }
  }
}

async function revokeByCall(
  { app, terminal, signal }: Session,
  { row }: Shown,
  options: RevokeOptions,
): Promise<string> {
  // As many places as were named above: one that was added meanwhile is a reason to look again.
  const acceptPlaces = placesInUse(row).length
  const { outcome } = await withStepUp(terminal, (stepUp) =>
    cancellable(app, signal, (jobId) =>
      app.handlers['token.revoke']({
        tokenId: row.token.id,
        ownConfirmed: options.ownCredential === true,
        acceptPlaces,
        ...(stepUp === undefined ? {} : { stepUp }),
        jobId,
      }),
    ),
  )
  return outcome
}

/** Why a token is not revoked by a call, where that is so. */
function whyNot({ context }: Session, token: Token): string {
  const record = context.catalogue.find(({ id }) => id === token.provider)
  const support = record?.tokenKinds.find((one) => one.kind === token.kind)?.support.revoke
  return support === undefined || !('reason' in support) ? '' : ` ${support.reason}`
}

/** The exit code that says most: an interruption, the vault, a provider, then the rest. */
function worst(codes: readonly number[]): number {
  const order: readonly number[] = [exits.interrupted, exits.vault, exits.provider, exits.usage, exits.internal]
  return order.find((code) => codes.includes(code)) ?? exits.fine
}
