import { calledBy } from '#shared/text/words'
import { draftOf } from '../../app/bulk/bulk-regenerate.ts'
import { formOptions } from '../../app/tokens/form-options.ts'
import { Ended, exits } from '../exit.ts'
import { cancellable } from '../job.ts'
import { writeMade } from '../made.ts'
import { formatOf } from '../output/format.ts'
import { plain } from '../output/plain.ts'
import type { CommonOptions } from '../place.ts'
import { withVault, type Command } from '../session.ts'
import { withStepUp } from '../step-up.ts'
import { findToken } from '../tokens.ts'

export interface RegenerateOptions extends CommonOptions {
  /** For so many days; as long as before where it is not said. */
  readonly expires?: number
  readonly revokeOld?: boolean
  readonly ownCredential?: boolean
}

/**
 * `keyrack regenerate ID`: a new secret for a token. Where its provider can only make a successor the old token stays until
 * somebody revokes it, at once with `--revoke-old`.
 */
export async function regenerate(command: Command, wanted: string, options: RegenerateOptions): Promise<number> {
  formatOf(options, ['table', 'json'])
  return withVault(command, options, { access: 'write' }, async (session) => {
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
    const { accountId, owner, kind } = token
    const names = new Set<string>()
    const made = await withStepUp(terminal, (stepUp) =>
      cancellable(app, signal, async (jobId) => {
        const draft = await draftOf(context, token, {
          lifetime,
          names,
          options: () => formOptions(context, { accountId, owner, kind, jobId }, signal),
        })
        return app.handlers['token.regenerate']({
          tokenId: token.id,
          draft,
          ownConfirmed: options.ownCredential === true,
          ...(stepUp === undefined ? {} : { stepUp }),
          jobId,
        })
      }),
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
