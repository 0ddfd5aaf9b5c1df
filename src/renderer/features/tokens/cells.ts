import type { ColumnId } from '#shared/model/preferences'
import type { Expiry } from '#shared/model/time'
import type { TokenRow } from '#shared/model/token'
import type { Entry } from '#renderer/data/row-index'
import { instantTitle } from '#renderer/text/ages'
import { dayText } from '#renderer/text/dates'
import { momentWords, statusText, tokensText } from '#renderer/text/tokens'
import { calledBy, ownerKindLabels, ownerLabel, proofLabels, scopesLabel } from '#renderer/text/words'

/** What one cell says, and its tooltip where it says more. */
export interface Cell {
  readonly text: string
  readonly title?: string
}

export type Cells = Readonly<Record<ColumnId, Cell>>

function moment(value: Expiry): Cell {
  if (value.kind !== 'at') return { text: momentWords[value.kind] }
  return { text: dayText(value.at), title: instantTitle(value.at) }
}

function access({ token: { scopes, role, admin } }: TokenRow): string {
  const parts = [admin && 'Admin', role].filter((part) => typeof part === 'string')
  return parts.length > 0 ? parts.join(', ') : scopesLabel(scopes)
}

function owner({ token }: TokenRow): string {
  // An "Other service" token is nobody's at a provider: its owner is what the person typed.
  return token.service !== undefined && token.owner.name !== '' ? token.owner.name : ownerLabel(token.owner)
}

function cellsOf({ row, names, status }: Entry): Cells {
  const { token, held, tags } = row
  const name = calledBy(token)
  const described = token.description !== '' && token.description !== name
  return {
    name: { text: name, ...(described && { title: `${name}\n${token.description}` }) },
    provider: { text: token.service ?? names.provider },
    account: { text: names.account },
    owner: { text: owner(row), title: ownerKindLabels[token.owner.kind] },
    kind: { text: names.kind },
    created: moment(token.created),
    lastUsed: moment(token.lastUsed),
    expires: moment(token.expiry),
    scopes: { text: access(row) },
    state: { text: statusText(status) },
    stored: held === null ? { text: '' } : { text: tokensText.storedMark, title: proofLabels[held.proof] },
    tags: { text: tags.join(', ') },
  }
}

const known = new WeakMap<Entry, Cells>()

/** The texts of a row's cells: made once, because formatting dates costs more than drawing them. */
export function cellsFor(entry: Entry): Cells {
  let cells = known.get(entry)
  if (!cells) known.set(entry, (cells = cellsOf(entry)))
  return cells
}
