import type { Call } from '#test/simulators/kit/call'
import { json, type Reply } from '#test/simulators/kit/reply'
import { badRequest } from './errors.ts'
import type { PulumiOrganization } from './model.ts'
import type { PulumiState } from './state.ts'

const KINDS: readonly (string | null)[] = ['backend', 'frontend']
/** No number is published; small enough that any list of people has several pages. */
const PAGE_SIZE = 100

/**
 * A page of an organization's members, as pulumi-pulumiservice reads it (provider/pkg/pulumiapi/members.go): `type` says
 * which kind of list, and `continuationToken` leads on.
 *
 * @throws Refusal 400 for a type or a continuation token that is none.
 */
export function listMembers(state: PulumiState, organization: PulumiOrganization, call: Call): Reply {
  if (!KINDS.includes(call.query.get('type'))) throw badRequest('invalid member type')
  const start = readStart(call.query.get('continuationToken'))
  const members = [...organization.members].filter(([, role]) => role !== 'none' && role !== 'potential-member')
  const page = members.slice(start, start + PAGE_SIZE).flatMap(([login, role]) => {
    const user = state.users.get(login)
    if (!user) return []
    const { name, avatarUrl, email } = user
    const fgaRole = { id: `role-${role}`, name: role }
    return [
      { role, user: { name, githubLogin: login, avatarUrl, email }, knownToPulumi: true, virtualAdmin: false, fgaRole },
    ]
  })
  const isLast = start + PAGE_SIZE >= members.length
  const next = Buffer.from(`members ${start + PAGE_SIZE}`).toString('base64url')
  return json(200, { members: page, ...(isLast ? {} : { continuationToken: next }) })
}

function readStart(given: string | null): number {
  if (given === null || given === '') return 0
  const [, start] = /^members (\d+)$/.exec(Buffer.from(given, 'base64url').toString()) ?? []
  if (start === undefined) throw badRequest('invalid continuationToken')
  return Number(start)
}
