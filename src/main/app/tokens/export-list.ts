import type { Identity } from '#shared/model/account'
import type { Place } from '#shared/model/place'
import type { Token } from '#shared/model/token'
import type { Context } from '../context.ts'
import { otherId } from './other-token.ts'
import { giveWay } from '../../inventory/index.ts'

export interface ExportedAccount {
  readonly id: string
  readonly name: string
  readonly provider: string
  readonly origin: string
  readonly identity: Identity
  readonly credential?: string
}

export interface ExportedToken {
  readonly token: Token
  /** Names, for people. */
  readonly account: string
  readonly provider: string
  readonly tags: readonly string[]
  readonly notes: string
  /** Where its secret is used, or was until it was replaced. */
  readonly places: readonly Place[]
  /** Is its secret in the vault? */
  readonly stored: boolean
  readonly secret?: string
}

export interface ExportedList {
  readonly accounts: readonly ExportedAccount[]
  readonly tokens: readonly ExportedToken[]
}

/** How many tokens are looked up at a stretch. */
const slice = 500

/** Everything in the list, with each secret and credential in clear where `secrets` is true. Throws Failure. */
export async function exportedList(context: Context, secrets: boolean): Promise<ExportedList> {
  const { index, vault } = context
  const accounts = [...index.accounts].map(([id, { name, provider, origin, identity }]): ExportedAccount => {
    const credential = secrets ? vault.records.get('credential', id)?.value : undefined
    return { id, name, provider, origin, identity, ...(credential === undefined ? {} : { credential }) }
  })
  const tokens: ExportedToken[] = []
  for (const tokenId of [...context.inventory.tokens()].map(({ id }) => id).concat([...index.others.keys()])) {
    const token = exported(context, tokenId, secrets)
    if (token !== undefined) tokens.push(token)
    if (tokens.length % slice === 0) await giveWay()
  }
  return { accounts, tokens }
}

function exported(context: Context, tokenId: string, secrets: boolean): ExportedToken | undefined {
  const { rows, index, vault, catalogue } = context
  const row = rows.row(tokenId)
  if (row === undefined) return undefined
  const { token, held, tags, notes, places = [] } = row
  const account = token.accountId === otherId ? '' : (index.accounts.get(token.accountId)?.name ?? '')
  const provider = token.service ?? catalogue.find(({ id }) => id === token.provider)?.name ?? token.provider
  const secret = secrets && held !== null ? vault.records.get('secret', held.secretId)?.value : undefined
  const common = { token, account, provider, tags, notes, places, stored: held !== null }
  return secret === undefined ? common : { ...common, secret }
}
