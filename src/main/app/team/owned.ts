import type { TeamOwner } from '#shared/contract/team'
import type { Finding } from '#shared/model/finding'
import { Failure } from '../../ports/failure.ts'
import { sortedSteps, type Steps } from '../../ports/steps.ts'
import { ownersSteps, type OwnerTokens, type TeamAccount, type TeamToken } from '../../team/index.ts'
import type { Context } from '../context.ts'
import { watchTerms } from '../expiry/watch-terms.ts'
import { inSlices } from '../slices.ts'
import { firstThoseToLookAt, summarySteps, type JudgedBy } from './summary.ts'

/** Everybody and everything that has tokens which are alive, or has made some. */
export interface Owned {
  readonly id: string
  readonly byKey: ReadonlyMap<string, OwnerTokens>
  /** Those to look at first in front. */
  readonly summaries: readonly TeamOwner[]
}

/** Told of what was known when something changed last, so that the next part of an answer costs nothing. */
interface Kept {
  readonly version: string
  readonly owned: Promise<Owned>
}

const kept = new WeakMap<Context, Kept>()
/** With their end it is forgotten what was kept. */
const followed = new WeakSet<AbortSignal>()

/** As it is now: what was found before, unless something has changed since. Gives way meanwhile. */
export function ownedNow(context: Context): Promise<Owned> {
  const known = kept.get(context)
  return known?.version === context.audits.version ? known.owned : ownedAnew(context)
}

/** The one that is being read, however much has changed since, as far as it is still known; else as it is now. */
export async function ownedAs(context: Context, id: string): Promise<Owned> {
  const known = await kept.get(context)?.owned
  return known?.id === id ? known : ownedNow(context)
}

/** Looks through everything once more: time alone changes what is due. */
export function ownedAnew(context: Context): Promise<Owned> {
  const made: Kept = { version: context.audits.version, owned: inSlices(ownedSteps(context)) }
  kept.set(context, made)
  forgetWith(context, context.life())
  made.owned.catch(() => {
    if (kept.get(context) === made) kept.delete(context)
  })
  return made.owned
}

/** Nothing that the vault tells is kept while it is locked. One listener for all: each would keep what it knows. */
function forgetWith(context: Context, life: AbortSignal): void {
  if (followed.has(life)) return
  followed.add(life)
  life.addEventListener('abort', () => kept.delete(context), { once: true })
}

/** Throws Failure, `not-found` when no such owner has tokens any more. */
export async function ownerOf(context: Context, key: string): Promise<OwnerTokens> {
  const found = (await ownedNow(context)).byKey.get(key)
  if (found === undefined) throw new Failure('not-found')
  return found
}

function* ownedSteps(context: Context): Steps<Owned> {
  const { index, rosters, random, clock } = context
  const accounts = [...index.accounts].map(([id, { provider, origin, identity }]): TeamAccount => {
    return { id, realm: `${provider} ${origin}`, identity }
  })
  const tokens = yield* aliveSteps(context)
  const owners = yield* ownersSteps({ accounts, rosters: rosters.all(), tokens })
  const findings = yield* findingsSteps(context)
  const by: JudgedBy = { now: clock.now(), termsOf: watchTerms(context), findings }
  const byKey = new Map<string, OwnerTokens>()
  const summaries: TeamOwner[] = []
  for (const owner of owners) {
    byKey.set(owner.key, owner)
    summaries.push(yield* summarySteps(context, owner, by))
    yield
  }
  return { id: random.uuid(), byKey, summaries: yield* sortedSteps(summaries, firstThoseToLookAt) }
}

function* aliveSteps({ inventory, index, rows, catalogue }: Context): Steps<TeamToken[]> {
  const naming = new Set(
    catalogue.flatMap(({ id, tokenKinds }) =>
      tokenKinds.filter(({ tells }) => tells.creator === 'member').map(({ kind }) => `${id} ${kind}`),
    ),
  )
  const tokens: TeamToken[] = []
  const take = (token: TeamToken['token'] | undefined) => {
    if (token?.state !== 'active') return
    tokens.push({ token, namesCreator: naming.has(`${token.provider} ${token.kind}`) })
  }
  for (const token of [...inventory.tokens()]) {
    take(token)
    yield
  }
  for (const id of [...index.others.keys()]) {
    take(rows.token(id))
    yield
  }
  return tokens
}

/** What the last audit found, by token. Null where none has been made. */
function* findingsSteps({ audits }: Context): Steps<JudgedBy['findings']> {
  if (audits.findings === null) return null
  const found = new Map<string, Finding[]>()
  for (const finding of audits.findings) {
    yield
    const { tokenId } = finding.subject
    if (tokenId === null) continue
    const known = found.get(tokenId)
    if (known === undefined) found.set(tokenId, [finding])
    else known.push(finding)
  }
  return found
}
