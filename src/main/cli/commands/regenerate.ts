import { calledBy } from '#shared/text/words'
import { draftOf } from '../../app/bulk/bulk-regenerate.ts'
import { formOptions } from '../../app/tokens/form-options.ts'
import { Ended, exits } from '../exit.ts'
import { guideFor, refuseDone, secretOfPage, storingOf, type GuidedOptions } from '../guided.ts'
import { cancellable } from '../job.ts'
import { writeMade } from '../made.ts'
import { formatOf } from '../output/format.ts'
import { plain } from '../output/plain.ts'
import type { CommonOptions } from '../place.ts'
import { withVault, type Command } from '../session.ts'
import { withStepUp } from '../step-up.ts'
import { findToken } from '../tokens.ts'

export interface RegenerateOptions extends CommonOptions, GuidedOptions {
  /** For so many days; as long as before where it is not said. */
  readonly expires?: number
  readonly revokeOld?: boolean
  readonly ownCredential?: boolean
}

/**
 * `keyrack regenerate ID`: a new secret for a token. Where its provider can only make a successor the old token stays until
 * somebody revokes it, at once with `--revoke-old`. Where it is given on the provider's page the command leads through that.
 */
export async function regenerate(command: Command, wanted: string, options: RegenerateOptions): Promise<number> {
  formatOf(options, ['table', 'json'])
  return withVault(command, options, { access: 'write', browser: options.open === true }, async (session) => {
    const { app, context, terminal, signal } = session
    const { row } = findToken(context, wanted)
    const { token } = row
    if (row.own !== 'no' && options.ownCredential !== true) {
      throw new Ended(
        exits.usage,
        `Keyrack ${row.own === 'yes' ? 'signs' : 'may sign'} in with this token. Say --own-credential if it is meant all the same.`,
      )
    }
    const lifetime =
      options.expires === undefined
        ? ({ kind: 'as-before' } as const)
        : ({ kind: 'days', days: options.expires } as const)
    const guide = guideFor(context, token, 'regenerate')
    refuseDone(options, guide, 'Giving this token a new secret')
    const { accountId, owner, kind } = token
    const draft = await draftOf(context, token, {
      lifetime,
      names: new Set(),
      options: () => formOptions(context, { accountId, owner, kind, jobId: '' }, signal),
    })
    const secret =
      guide === null
        ? null
        : await secretOfPage(
            session,
            { name: calledBy(token), guide, page: { what: 'regenerate', tokenId: token.id, draft } },
            options,
          )
    const made = await storingOf(session, secret, () =>
      withStepUp(terminal, (stepUp) =>
        cancellable(app, signal, (jobId) => {
          const input = {
            tokenId: token.id,
            draft,
            ownConfirmed: options.ownCredential === true,
            ...(stepUp === undefined ? {} : { stepUp }),
            jobId,
          }
          return secret === null
            ? app.handlers['token.regenerate'](input)
            : secret.use((value) => app.handlers['guided.regenerate']({ ...input, secret: { from: 'field', value } }))
        }),
      ),
    )
    const exit = await writeMade(session, made, options)
    if (made.tokenId === token.id || exit !== exits.fine) return exit
    const name = plain(calledBy(token))
    if (options.revokeOld !== true) {
      terminal.say(`The old token “${name}” still works. Replace it where it is used, then revoke it.`)
      return exit
    }
    await cancellable(app, signal, (jobId) =>
      app.handlers['operation.continue']({
        operationId: made.operationId,
        decision: 'revoke-old',
        tokenId: null,
        ownConfirmed: options.ownCredential === true,
        acceptPlaces: (row.places ?? []).length,
        jobId,
      }),
    )
    terminal.say(`The old token “${name}” is revoked.`)
    return exit
  })
}
