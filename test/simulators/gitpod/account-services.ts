import { omitEmpty, timestamp } from '#test/simulators/kit/proto-json'
import { callerOfExperimental, callerOfV1 } from './credentials.ts'
import type { ServiceMethods } from './method.ts'
import type { GitpodTeam } from './model.ts'
import type { GitpodState } from './state.ts'

const DEFAULT_ORGANIZATIONS = 100

/** `gitpod.experimental.v1.UserService`; the service itself leaves the SSH key methods unimplemented. */
export const userService: ServiceMethods = {
  GetAuthenticatedUser({ state, call }) {
    const { id, name, avatarUrl, createdAt } = callerOfExperimental(state, call, 'getLoggedInUser')
    return { user: omitEmpty({ id, name, avatarUrl, createdAt: timestamp(createdAt) }) }
  },
  CreateSSHKey: 'unimplemented',
  GetSSHKey: 'unimplemented',
  DeleteSSHKey: 'unimplemented',
}

/** `gitpod.experimental.v1.TeamsService`, as far as it tells of teams. `slug` is in its messages and is never set. */
export const teamsService: ServiceMethods = {
  ListTeams({ state, call }) {
    const user = callerOfExperimental(state, call, 'getTeams')
    return omitEmpty({ teams: teamsOf(state, user.id).map(teamView) })
  },
}

/** `gitpod.v1.OrganizationService`: pages count from 0 here, and there is a total but no next token. */
export const organizationService: ServiceMethods = {
  ListOrganizations({ state, call, message }) {
    const teams = teamsOf(state, callerOfV1(state, call).id)
    const pagination = message.message('pagination')
    const pageSize = pagination.int32('pageSize')
    const start = pagination.int32('page') * pageSize
    const page = teams.slice(start, start + (pageSize || DEFAULT_ORGANIZATIONS))
    return {
      ...omitEmpty({
        organizations: page.map(({ id, name, slug, createdAt }) =>
          omitEmpty({ id, name, creationTime: timestamp(createdAt), slug }),
        ),
      }),
      pagination: omitEmpty({ total: teams.length }),
    }
  },
}

function teamsOf(state: GitpodState, userId: string): GitpodTeam[] {
  return state.teams.filter((team) => team.members.some((member) => member.user.id === userId))
}

function teamView(team: GitpodTeam): object {
  return omitEmpty({
    id: team.id,
    name: team.name,
    members: team.members.map(({ user, role, since }) =>
      omitEmpty({
        userId: user.id,
        role,
        memberSince: timestamp(since),
        avatarUrl: user.avatarUrl,
        fullName: user.name,
      }),
    ),
    teamInvitation: { id: team.invitationId },
  })
}
