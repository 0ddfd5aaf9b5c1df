import { Failure } from '../../ports/failure.ts'
import { placesInUse, nameOfPlace } from '#shared/rules/places'
import { calledBy, listed, ownLabels } from '#shared/text/words'
import { Ended, exitOfFailure, exits, sentenceOf } from '../exit.ts'
import { cancellable } from '../job.ts'
import { writeListing } from '../output/format.ts'
import { plain } from '../output/plain.ts'
import type { CommonOptions } from '../place.ts'
import { withVault, type Command, type Session } from '../session.ts'
import { withStepUp } from '../step-up.ts'
import { useText } from '../token-output.ts'
import { findToken, type Shown } from '../tokens.ts'

export interface RevokeOptions extends CommonOptions {
  readonly yes?: boolean
  readonly ownCredential?: boolean
}

interface Revoked {
  readonly shown: Shown
  readonly outcome: string
  readonly exit: number
}

/** `keyrack revoke ID... --yes`: ends tokens at their providers, one after the other. Each that fails is told. */
export async function revoke(command: Command, wanted: readonly string[], options: RevokeOptions): Promise<number> {
  return withVault(command, options, { access: 'write' }, async (session) => {
    const { context, terminal } = session
    const all = [...new Map(wanted.map((one) => findToken(context, one)).map((shown) => [shown.id, shown])).values()]
    requireYes(session, all, options)
    const results: Revoked[] = []
    for (const shown of all) {
      results.push(await revokeOne(session, shown, options))
      if (session.signal.aborted) break
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

async function revokeOne(
  { app, context, terminal, signal }: Session,
  shown: Shown,
  options: RevokeOptions,
): Promise<Revoked> {
  const { token } = shown.row
  // As many places as were named above: one that was added meanwhile is a reason to look again.
  const acceptPlaces = placesInUse(shown.row).length
  try {
    const { outcome } = await withStepUp(terminal, (stepUp) =>
      cancellable(app, signal, (jobId) =>
        app.handlers['token.revoke']({
          tokenId: token.id,
          ownConfirmed: options.ownCredential === true,
          acceptPlaces,
          ...(stepUp === undefined ? {} : { stepUp }),
          jobId,
        }),
      ),
    )
    return { shown, outcome, exit: exits.fine }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const kind = context.catalogue
      .find(({ id }) => id === token.provider)
      ?.tokenKinds.find((one) => one.kind === token.kind)
    const support = kind?.support.revoke
    const why = support === undefined || support.how === 'native' ? '' : ` ${support.reason}`
    terminal.say(`keyrack: ${plain(calledBy(token))}: ${plain(sentenceOf(error.error) + why)}`)
    return { shown, outcome: error.error.kind, exit: exitOfFailure(error.error) }
  }
}

/** The exit code that says most: an interruption, the vault, a provider, then the rest. */
function worst(codes: readonly number[]): number {
  const order: readonly number[] = [exits.interrupted, exits.vault, exits.provider, exits.usage, exits.internal]
  return order.find((code) => codes.includes(code)) ?? exits.fine
}
