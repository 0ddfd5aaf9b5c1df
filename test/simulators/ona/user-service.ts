import { omitEmpty } from '#test/simulators/kit/proto-json'
import { noteDeed } from './audit.ts'
import { requireUser, requireWriting } from './credentials.ts'
import { denied, notFound } from './errors.ts'
import type { MethodInput, ServiceMethods } from './method.ts'
import type { OnaToken, OnaUser } from './model.ts'
import { paginate, readId, readIds, readValidFor } from './rules.ts'
import { personalTokenView, userView } from './views.ts'

const NINETY_DAYS = 7_776_000
const SUBJECT_TYPE = 'RESOURCE_TYPE_PERSONAL_ACCESS_TOKEN'

/** `gitpod.v1.UserService`, as far as it is about who calls and personal tokens. There is no update and no regenerate. */
export const userService: ServiceMethods = {
  GetAuthenticatedUser: ({ caller }) => ({ user: userView(requireUser(caller)) }),

  /** Gives the value and nothing else: the id is to be found by listing. */
  CreatePersonalAccessToken({ state, caller, message }) {
    const userId = readId(message, 'userId')
    const validFor = readValidFor(message, NINETY_DAYS)
    const user = requireUser(caller)
    requireWriting(caller)
    if (userId !== user.id) throw denied('personal access tokens can be created for oneself only')
    const token = state.addToken(
      { user },
      {
        description: message.text('description'),
        expiresAt: state.now() + validFor,
        readOnly: message.flag('readOnly'),
      },
    )
    noteDeed(state, caller, { action: 'create', subjectId: token.id, subjectType: SUBJECT_TYPE })
    return { token: token.value }
  },

  GetPersonalAccessToken(input) {
    const { token, user } = reachableToken(input)
    return { pat: personalTokenView(token, user) }
  },

  /**
   * Without a filter an administrator gets everybody's, a member their own. That is our guess, and the one that punishes a
   * client which takes the list for its own.
   */
  ListPersonalAccessTokens({ state, caller, message }) {
    const wanted = readIds(message.message('filter'), 'userIds')
    const user = requireUser(caller)
    const others = wanted.filter((id) => id !== user.id)
    if (others.length > 0 && !isAdmin(user)) throw denied('only organization administrators can list tokens of others')
    const rows = [...state.tokens.values()].flatMap((token) => {
      const owner = 'user' in token.owner ? token.owner.user : undefined
      if (owner?.organization !== user.organization) return []
      const isWanted = wanted.length > 0 ? wanted.includes(owner.id) : isAdmin(user) || owner === user
      return isWanted ? [{ id: token.id, view: personalTokenView(token, owner) }] : []
    })
    const page = paginate(message, rows, `personal tokens ${user.id} ${wanted.join()}`)
    return {
      pagination: page.pagination,
      ...omitEmpty({ personalAccessTokens: page.rows.map(({ view }) => view) }),
    }
  },

  DeletePersonalAccessToken(input) {
    const { token } = reachableToken(input)
    requireWriting(input.caller)
    input.state.deleteToken(token)
    noteDeed(input.state, input.caller, { action: 'delete', subjectId: token.id, subjectType: SUBJECT_TYPE })
    return {}
  },
}

/** One's own token, or any of the organization for an administrator. @throws ConnectError not_found for all others. */
function reachableToken({ state, caller, message }: MethodInput): { token: OnaToken; user: OnaUser } {
  const token = state.tokens.get(readId(message, 'personalAccessTokenId'))
  const self = requireUser(caller)
  const user = token && 'user' in token.owner ? token.owner.user : undefined
  const isReachable = user && (user === self || (isAdmin(self) && user.organization === self.organization))
  if (!token || !isReachable) throw notFound('personal access token')
  return { token, user }
}

function isAdmin({ role }: OnaUser): boolean {
  return role === 'ORGANIZATION_ROLE_ADMIN'
}
