import { nameOfPlace, placesInUse } from '#shared/rules/places'
import { ageText } from '#shared/text/ages'
import { calledBy, ownerLabel, ownLabels, proofSentences, scopesLabel } from '#shared/text/words'
import { exits } from '../exit.ts'
import { formatOf, jsonText, styleFor } from '../output/format.ts'
import { facts } from '../output/table.ts'
import type { CommonOptions } from '../place.ts'
import { withVault, type Command } from '../session.ts'
import { expiryText, statusCell, tokenJson, useText } from '../token-output.ts'
import { findToken } from '../tokens.ts'

/** `keyrack show ID`: what is known of one token. */
export async function show(command: Command, wanted: string, options: CommonOptions): Promise<number> {
  const format = formatOf(options, ['table', 'json'])
  return withVault(command, options, { access: 'read' }, async ({ context, terminal }) => {
    const shown = findToken(context, wanted)
    if (format === 'json') {
      await terminal.write(jsonText('token', 1, { token: tokenJson(shown) }))
      return exits.fine
    }
    const { id, row, names, status } = shown
    const { token, held, own, tags, notes } = row
    const now = context.clock.now()
    const created = token.created.kind === 'at' ? ageText(token.created.at, now) : token.created.kind
    const text = facts(
      [
        ['ID', id],
        ['Name', calledBy(token)],
        ['Description', token.description === '' ? null : token.description],
        ['Provider', names.provider],
        ['Account', names.account === '' ? null : names.account],
        ['Owner', ownerLabel(token.owner)],
        ['Kind', names.kind],
        ['State', statusCell(status)],
        ['Created', created],
        ['Created by', token.createdBy ?? null],
        ['Last used', useText(token.lastUsed, now)],
        ['Expires', expiryText(token.expiry, now)],
        ['Access', `${token.admin === true ? 'Admin. ' : ''}${token.role ?? scopesLabel(token.scopes)}`],
        ['Stored', held === null ? 'no' : `yes. ${proofSentences[held.proof]}`],
        ['Signs in', own === 'no' ? null : ownLabels[own]],
        ['Tags', tags.length === 0 ? null : tags.join(', ')],
        ['Notes', notes === '' ? null : notes],
        ...placesInUse(row).map(({ where }) => ['Used in', nameOfPlace(where)] as const),
        ['Known', ageText(token.asOf, now)],
        ['Page', token.manageUrl ?? token.serviceUrl ?? null],
      ],
      styleFor(terminal, options),
    )
    await terminal.write(text)
    return exits.fine
  })
}
