import { giveWay } from '../../inventory/index.ts'
import { Failure } from '../../ports/failure.ts'
import { ownersOf, type OwnerTokens, type TeamAccount, type TeamToken } from '../../team/index.ts'
import type { Context } from '../context.ts'

/** How many tokens are looked up at a stretch. */
const slice = 2_000

/** Everybody and everything that has tokens which are alive, or has made some. */
export async function ownedTokens(context: Context): Promise<OwnerTokens[]> {
  const { index, inventory, rows, rosters, catalogue } = context
  const accounts = [...index.accounts].map(([id, { provider, origin, identity }]): TeamAccount => {
    return { id, realm: `${provider} ${origin}`, identity }
  })
  const naming = new Set(
    catalogue.flatMap(({ id, tokenKinds }) =>
      tokenKinds.filter(({ tells }) => tells.creator === 'member').map(({ kind }) => `${id} ${kind}`),
    ),
  )
  const tokens: TeamToken[] = []
  const take = (token: TeamToken['token']) => {
    if (token.state === 'active') tokens.push({ token, namesCreator: naming.has(`${token.provider} ${token.kind}`) })
  }
  let seen = 0
  for (const token of [...inventory.tokens()]) {
    take(token)
    seen += 1
    if (seen % slice === 0) await giveWay()
  }
  for (const id of index.others.keys()) {
    const token = rows.token(id)
    if (token !== undefined) take(token)
  }
  return ownersOf({ accounts, rosters: rosters.all(), tokens })
}

/** Throws Failure, `not-found` when no such owner has tokens any more. */
export async function ownerOf(context: Context, key: string): Promise<OwnerTokens> {
  const found = (await ownedTokens(context)).find((owner) => owner.key === key)
  if (found === undefined) throw new Failure('not-found')
  return found
}
