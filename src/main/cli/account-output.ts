import type { Context } from '../app/context.ts'
import type { Listing } from './output/format.ts'
import type { Refreshed } from './refreshing.ts'
import { expiryText, instantText } from './token-output.ts'
import { ageText } from '#shared/text/ages'

/** How much of an account's id is shown: enough to tell accounts apart, and to name one. */
const shownId = 8

/** Accounts, as every command writes them. */
export function accountListing({ catalogue, clock }: Context, items: readonly Refreshed[]): Listing<Refreshed> {
  const now = clock.now()
  const providerName = (id: string) => catalogue.find((record) => record.id === id)?.name ?? id
  const checked = (at: number) => new Date(at).toISOString()
  return {
    items,
    columns: [
      { heading: 'ID' },
      { heading: 'NAME', atLeast: 8 },
      { heading: 'PROVIDER', atLeast: 8 },
      { heading: 'ADDRESS', atLeast: 10 },
      { heading: 'SIGNED IN AS', atLeast: 10 },
      { heading: 'TOKENS' },
      { heading: 'SIGN-IN EXPIRES', atLeast: 10 },
      { heading: 'CHECKED' },
      { heading: 'TROUBLES' },
    ],
    cells: ({ account, tokens, troubles }) => [
      account.id.slice(0, shownId),
      account.name,
      providerName(account.provider),
      account.origin,
      account.identity.login === '' ? account.identity.name : account.identity.login,
      String(tokens),
      expiryText(account.credentialExpiry, now),
      ageText(account.checkedAt, now),
      troubles.length === 0 ? '-' : { text: String(troubles.length), tint: 'red' },
    ],
    json: {
      format: 'accounts',
      field: 'accounts',
      item: ({ account, tokens, troubles }) => ({
        id: account.id,
        name: account.name,
        provider: account.provider,
        providerName: providerName(account.provider),
        address: account.origin,
        identity: { kind: account.identity.kind, login: account.identity.login, name: account.identity.name },
        added: checked(account.addedAt),
        checked: checked(account.checkedAt),
        credentialExpires: instantText(account.credentialExpiry),
        storedSecrets: account.heldSecrets,
        tokens,
        troubles,
      }),
    },
    csv: {
      headings: [
        'id',
        'name',
        'provider',
        'address',
        'signed in as',
        'tokens',
        'credential expires',
        'checked',
        'troubles',
      ],
      cells: ({ account, tokens, troubles }) => [
        account.id,
        account.name,
        providerName(account.provider),
        account.origin,
        account.identity.login,
        String(tokens),
        instantText(account.credentialExpiry),
        checked(account.checkedAt),
        troubles.join('\n'),
      ],
    },
    empty: 'There are no accounts. Add one with `keyrack account add`.',
  }
}
