import { omitEmpty, timestamp } from '#test/simulators/kit/proto-json'
import { organizationOf, requireUser, subjectOf } from './credentials.ts'
import type { ServiceMethods } from './method.ts'

/** `gitpod.v1.IdentityService`: works for every kind of bearer. */
export const identityService: ServiceMethods = {
  GetAuthenticatedIdentity({ caller }) {
    const { id, tier } = organizationOf(caller)
    return { subject: subjectOf(caller), organizationId: id, organizationTier: tier }
  },
}

/** `gitpod.v1.AccountService`: the person behind a user, with all organizations; in each they are another user. */
export const accountService: ServiceMethods = {
  GetAccount({ state, caller }) {
    const { account } = requireUser(caller)
    const own = [...state.users.values()].filter((user) => user.account === account)
    const memberships = own.map((user) => ({
      userId: user.id,
      userRole: user.role,
      organizationId: user.organization.id,
      organizationName: user.organization.name,
      organizationMemberCount: [...state.users.values()].filter((one) => one.organization === user.organization).length,
      organizationTier: user.organization.tier,
    }))
    const at = timestamp(account.createdAt)
    return {
      account: omitEmpty({
        id: account.id,
        name: account.name,
        email: account.email,
        createdAt: at,
        updatedAt: at,
        memberships,
      }),
    }
  },
}
