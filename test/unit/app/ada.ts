import type { Draft } from '#shared/model/operation'
import type { Output } from '#shared/contract'
import { AppWorld, jobId, type Run } from '#test/support/app-world'

/** A world with one account in its app. */
export interface Given {
  readonly world: AppWorld
  readonly run: Run
  readonly accountId: string
}

/** Whose token, of what kind, its name, and who made it. */
export type GivenToken = readonly [owner: string, kind: string, name: string, by?: string]

/** Ada's account, after its first refresh: she is in these organizations, and these are their tokens and hers. */
export async function withAda(tokens: readonly GivenToken[] = [], organizations = ['acme']): Promise<Given> {
  const world = new AppWorld()
  const credential = world.service.person('ada', organizations)
  for (const [owner, kind, name, by] of tokens) world.service.add(owner, kind, { name }, by)
  const run = await world.ready()
  return { world, run, accountId: await world.account(run, credential) }
}

/** Five tokens of one organization, which are more than a page, and one of another. */
export const acrossPages: readonly GivenToken[] = [
  ...['one', 'two', 'three', 'four', 'five'].map((name) => ['acme', 'org', name] as const),
  ['beta', 'org', 'other'],
]

/** Makes a token of the organization "acme", named "deploy" unless the draft says otherwise. */
export function createAtAcme(
  { run, accountId }: Pick<Given, 'run' | 'accountId'>,
  draft: Partial<Draft> = {},
  id = jobId(),
): Promise<Output<'token.create'>> {
  return run.call['token.create']({
    accountId,
    owner: { kind: 'organization', id: 'acme', name: 'acme' },
    kind: 'org',
    draft: { name: 'deploy', expiry: { kind: 'never' }, ...draft },
    jobId: id,
  })
}
