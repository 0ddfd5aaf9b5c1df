import type { Token, TokenRow } from '#shared/model/token'
import { tokenStatus, type TokenStatus } from '#shared/rules/expiry'
import type { RowNames } from '#shared/rules/search'
import { stepsOf } from '#shared/rules/warning'
import { calledBy } from '#shared/text/words'
import type { Context } from '../app/context.ts'
import { stepChoice } from '../app/expiry/step-choice.ts'
import { plain } from './output/plain.ts'
import { Ended, exits } from './exit.ts'
import { shortId } from './short-id.ts'

/** A token as commands show it: the row of the window, and the names that go with it. */
export interface Shown {
  readonly id: string
  readonly row: TokenRow
  readonly names: RowNames
  readonly status: TokenStatus
}

/** Gives each row its names and its status, as they are now. */
export function shownBy({ index, catalogue, clock, preferences }: Context): (row: TokenRow) => Shown {
  const records = new Map(catalogue.map((record) => [record.id, record]))
  const now = clock.now()
  const steps = stepChoice(index, preferences.get().warningDays)
  const namesOf = ({ provider, accountId, kind, service }: Token): RowNames => {
    const record = records.get(provider)
    return {
      provider: service ?? record?.name ?? provider,
      account: index.accounts.get(accountId)?.name ?? '',
      kind: record?.tokenKinds.find((one) => one.kind === kind)?.label ?? kind,
    }
  }
  let before: { readonly token: Token; readonly names: RowNames } | null = null
  const hasNamesOf = (one: Token, other: Token) =>
    one.provider === other.provider &&
    one.accountId === other.accountId &&
    one.kind === other.kind &&
    one.service === other.service
  return (row) => {
    const { token } = row
    // Tokens of a part come one after the other, and have the same names.
    const names = before !== null && hasNamesOf(token, before.token) ? before.names : namesOf(token)
    before = { token, names }
    return { id: shortId(token.id), row, names, status: tokenStatus(token, now, stepsOf(row, steps)) }
  }
}

/** The shortest beginning of an id that is taken for it. */
const leastPrefix = 4

/**
 * The token that a person means: by its id, by the beginning of it, by Keyrack's own long id, or by a name that no other
 * token has. Throws Ended with exit code 2 where there is none, or more than one.
 */
export function findToken(context: Context, wanted: string): Shown {
  const shown = shownBy(context)
  const lower = wanted.toLowerCase()
  const byId: TokenRow[] = []
  const byName: TokenRow[] = []
  for (const row of context.rows.all()) {
    if (row.token.id === wanted) return shown(row)
    if (wanted.length >= leastPrefix && shortId(row.token.id).startsWith(lower)) byId.push(row)
    if (calledBy(row.token) === wanted) byName.push(row)
  }
  const live = byName.filter(({ token }) => token.state === 'active')
  for (const found of [byId, byName, live]) {
    const [only] = found
    if (only !== undefined && found.length === 1) return shown(only)
  }
  const name = plain(wanted)
  const several = byId.length > 0 ? byId : byName
  if (several.length === 0)
    throw new Ended(exits.usage, `There is no token “${name}”. \`keyrack list\` shows them with their ids.`)
  const ids = several.slice(0, 5).map(({ token }) => shortId(token.id))
  throw new Ended(
    exits.usage,
    `“${name}” is more than one token: ${ids.join(', ')}${several.length > 5 ? ' …' : ''}. Give one of these ids.`,
  )
}
