import { omitEmpty, timestamp } from '#test/simulators/kit/proto-json'
import { organizationOf, requireUser } from './credentials.ts'
import { notFound } from './errors.ts'
import type { ServiceMethods } from './method.ts'
import type { OnaUser } from './model.ts'
import { paginate, readId } from './rules.ts'

/** `gitpod.v1.OrganizationService`, as far as it is about members. */
export const organizationService: ServiceMethods = {
  ListMembers({ state, caller, message }) {
    requireUser(caller)
    const organization = organizationOf(caller)
    const asked = readId(message, 'organizationId')
    if (asked !== organization.id) throw notFound(`organization ${asked}`)
    const users = [...state.users.values()].filter((user) => user.organization === organization)
    const page = paginate(message, users, `members ${asked}`)
    return { pagination: page.pagination, ...omitEmpty({ members: page.rows.map(memberView) }) }
  },
}

function memberView({ id, account, role, createdAt, isSuspended, hasLeft }: OnaUser): object {
  return omitEmpty({
    userId: id,
    role,
    memberSince: timestamp(createdAt),
    fullName: account.name,
    email: account.email,
    status: hasLeft ? 'USER_STATUS_LEFT' : isSuspended ? 'USER_STATUS_SUSPENDED' : 'USER_STATUS_ACTIVE',
  })
}
