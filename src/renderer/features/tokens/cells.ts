import type { ColumnId } from '#shared/model/preferences'
import type { Expiry } from '#shared/model/time'
import type { TokenRow } from '#shared/model/token'
import type { Entry } from '#renderer/data/entry'
import { instantTitle } from '#shared/text/ages'
import { dayText } from '#shared/text/dates'
import { endMark, endTitle } from '#renderer/text/end-said'
import { momentWords, statusText, tokensText } from '#renderer/text/tokens'
import { calledBy, ownerKindLabels, ownerText, proofLabels, scopesLabel } from '#shared/text/words'

export type CellTexts = Readonly<Record<ColumnId, string>>

function moment(value: Expiry): string {
  return value.kind === 'at' ? dayText(value.at) : momentWords[value.kind]
}

function access({ token: { scopes, role, admin } }: TokenRow): string {
  const parts = [admin && 'Admin', role].filter((part) => typeof part === 'string')
  return parts.length > 0 ? parts.join(', ') : scopesLabel(scopes)
}

function textsOf({ row, names, status }: Entry): CellTexts {
  const { token, held, tags } = row
  return {
    name: calledBy(token),
    provider: token.service ?? names.provider,
    account: names.account,
    owner: ownerText(token),
    kind: names.kind,
    created: moment(token.created),
    lastUsed: moment(token.lastUsed),
    expires: `${moment(token.expiry)}${endMark(token.expiry)}`,
    scopes: access(row),
    state: statusText(status),
    stored: held === null ? '' : tokensText.storedMark,
    tags: tags.join(', '),
  }
}

const known = new WeakMap<Entry, CellTexts>()

/** What a row's cells say: made once, because formatting dates costs more than drawing them. */
export function cellTexts(entry: Entry): CellTexts {
  let texts = known.get(entry)
  if (!texts) known.set(entry, (texts = textsOf(entry)))
  return texts
}

function momentTitle(value: Expiry): string {
  return value.kind === 'at' ? instantTitle(value.at) : momentWords[value.kind]
}

/** The tooltip of a cell: all of what it says, and more where there is more. Made when the mouse comes to it. */
export function cellTitle(entry: Entry, column: ColumnId): string {
  const { token, held } = entry.row
  const text = cellTexts(entry)[column]
  switch (column) {
    case 'name':
      return token.description === '' || token.description === text ? text : `${text}\n${token.description}`
    case 'owner':
      return `${text} (${ownerKindLabels[token.owner.kind]})`
    case 'created':
      return momentTitle(token.created)
    case 'lastUsed':
      return momentTitle(token.lastUsed)
    case 'expires':
      return endTitle(token.expiry)
    case 'stored':
      return held === null ? '' : proofLabels[held.proof]
    case 'provider':
    case 'account':
    case 'kind':
    case 'scopes':
    case 'state':
    case 'tags':
      return text
  }
}
