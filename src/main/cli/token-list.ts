import type { Filters } from '#shared/model/preferences'
import { noFilters, passesFilters } from '#shared/rules/filter'
import { commonHaystackOf, fold, haystackOf, matchesTerms, queryTerms } from '#shared/rules/search'
import { compareRows, nameKeyOf, sortKeyOf, type Sortable } from '#shared/rules/sort'
import { calledBy, ownerLabel } from '#shared/text/words'
import type { Context } from '../app/context.ts'
import { stepChoice } from '../app/expiry/step-choice.ts'
import { accountsNamed } from './accounts.ts'
import { Ended, exits } from './exit.ts'
import { writeListing } from './output/format.ts'
import type { CommonOptions } from './place.ts'
import { providerNamed } from './providers.ts'
import type { Session } from './session.ts'
import { expiryText, statusCell, tokenCsv, tokenJson, useText } from './token-output.ts'
import { shownBy, type Shown } from './tokens.ts'

export interface ListOptions extends CommonOptions {
  readonly provider?: readonly string[]
  readonly account?: readonly string[]
  readonly owner?: readonly string[]
  readonly state?: readonly string[]
  /** In days. */
  readonly expiring?: number
  readonly unused?: number
  readonly search?: string
}

const columns = [
  { heading: 'ID' },
  { heading: 'NAME', atLeast: 12 },
  { heading: 'PROVIDER', atLeast: 8 },
  { heading: 'ACCOUNT', atLeast: 8 },
  { heading: 'OWNER', atLeast: 8 },
  { heading: 'STATE' },
  { heading: 'EXPIRES', atLeast: 10 },
  { heading: 'LAST USED', atLeast: 8 },
  { heading: 'STORED' },
]

/** Writes the tokens that the options let through, those that end first in front. Throws Ended for what names nothing. */
export async function writeTokens({ context, terminal }: Session, options: ListOptions): Promise<void> {
  const now = context.clock.now()
  await writeListing(terminal, options, {
    items: chosenTokens(context, options),
    columns,
    cells: ({ id, row: { token, held }, names, status }) => [
      id,
      calledBy(token),
      names.provider,
      names.account,
      ownerLabel(token.owner),
      statusCell(status),
      expiryText(token.expiry, now),
      useText(token.lastUsed, now),
      held === null ? 'no' : 'yes',
    ],
    json: { format: 'tokens', field: 'tokens', item: tokenJson },
    csv: tokenCsv,
    empty: 'There are no such tokens.',
  })
}

/** The tokens that the options let through, in the order of the window. Throws Ended for what names nothing. */
function chosenTokens(context: Context, options: ListOptions): Shown[] {
  const { clock, index, preferences } = context
  const now = clock.now()
  const steps = stepChoice(index, preferences.get().warningDays)
  const filters = filtersOf(context, options)
  const accounts = options.account === undefined ? null : new Set(accountsNamed(context, options.account))
  const owners = options.owner?.map(fold)
  const terms = queryTerms(options.search ?? '')
  const shown = shownBy(context)
  const found: (Sortable & { readonly shown: Shown })[] = []
  for (const row of context.rows.all()) {
    const { owner, accountId } = row.token
    if (accounts !== null && !accounts.has(accountId)) continue
    if (
      owners !== undefined &&
      !owners.some((one) => one === fold(owner.name) || one === fold(owner.id) || one === owner.kind)
    )
      continue
    if (!passesFilters(row, filters, now, steps)) continue
    const one = shown(row)
    if (terms.length > 0 && !matchesTerms(`${haystackOf(row)}\n${commonHaystackOf(row, one.names)}`, terms)) continue
    found.push({ row, key: sortKeyOf(row, 'expires', one.names, now, steps), nameKey: nameKeyOf(row), shown: one })
  }
  return found.sort((a, b) => compareRows(a, b, 'ascending')).map((one) => one.shown)
}

function filtersOf(context: Context, { provider, state, expiring, unused }: ListOptions): Filters {
  return {
    ...noFilters,
    providers: (provider ?? []).map((wanted) => providerNamed(context, wanted).id),
    status: (state ?? []).flatMap(statusesNamed),
    expiringDays: expiring ?? null,
    unusedDays: unused ?? null,
  }
}

const statuses = ['expired', 'due', 'fine', 'never', 'unknown', 'revoked', 'gone'] as const

function statusesNamed(wanted: string): readonly (typeof statuses)[number][] {
  if (wanted === 'active') return statuses.slice(0, 5)
  const found = statuses.filter((status) => status === wanted)
  if (found.length > 0) return found
  throw new Ended(exits.usage, `--state can be active, ${statuses.join(', ')}.`)
}
