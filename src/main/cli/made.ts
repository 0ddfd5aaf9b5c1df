import type { Made } from '#shared/contract'
import { calledBy } from '#shared/text/words'
import { exits, exitOfFailure, sentenceOf } from './exit.ts'
import { formatOf, jsonText, styleFor } from './output/format.ts'
import { facts } from './output/table.ts'
import type { CommonOptions } from './place.ts'
import type { Session } from './session.ts'
import { expiryText, tokenJson } from './token-output.ts'
import { shownBy } from './tokens.ts'

/**
 * Writes what was made, without its secret: that one is in the vault. Where it could not be stored it is shown on the person's
 * terminal, once, as it would be lost with this process.
 */
export async function writeMade(session: Session, made: Made, options: CommonOptions): Promise<number> {
  const { context, terminal } = session
  // First of all: a disk that is full may take neither the secret nor the result.
  const exit = made.unstoredId === null ? exits.fine : await rescue(session, made, made.unstoredId)
  const isStored = made.secretId !== null || (made.unstoredId !== null && exit === exits.fine)
  const row = context.rows.row(made.tokenId)
  if (row !== undefined) {
    const shown = shownBy(context)(row)
    const text =
      formatOf(options, ['table', 'json']) === 'json'
        ? jsonText('token', 1, { token: tokenJson(shown) })
        : facts(
            [
              ['ID', shown.id],
              ['Name', calledBy(row.token)],
              ['Expires', expiryText(row.token.expiry, context.clock.now())],
              ['Stored', isStored ? 'yes' : { text: 'no', tint: 'red' }],
            ],
            styleFor(terminal, options),
          )
    await terminal.write(text)
  }
  return exit
}

async function rescue({ app, terminal }: Session, made: Made, unstoredId: string): Promise<number> {
  try {
    await app.handlers['secret.storeAgain']({ unstoredId })
    return exits.fine
  } catch {
    const why = made.error === null ? 'The secret could not be stored.' : sentenceOf(made.error)
    const { value } = await app.handlers['secret.reveal']({ id: unstoredId })
    const isShown = terminal.show(`\nThis secret is stored nowhere, and not shown again:\n\n  ${value}\n\n`)
    terminal.say(`keyrack: ${why}${isShown ? '' : ' It is lost now: revoke the token and make another.'}`)
    return made.error === null ? exits.vault : exitOfFailure(made.error) || exits.vault
  }
}
