import type { Call } from '#test/simulators/kit/call'
import type { GrafbaseOrganization, GrafbaseToken, GrafbaseUser } from './model.ts'
import type { GrafbaseState } from './state.ts'

/** Who calls: a person, an organization's token, or nobody that Grafbase knows. */
export class Caller {
  readonly user: GrafbaseUser | undefined
  readonly organization: GrafbaseOrganization | undefined

  constructor(state: GrafbaseState, call: Call) {
    const jwt = /^Bearer (\S+)$/.exec(call.headers['authorization'] ?? '')?.[1]
    const token = jwt === undefined ? undefined : state.findTokenByJwt(jwt)
    const live = token && (token.expiresAt === null || token.expiresAt > state.now()) ? token : undefined
    this.user = live?.owner.user
    this.organization = live?.owner.organization
  }

  /** Whether the caller may see that the organization exists. */
  sees(organization: GrafbaseOrganization): boolean {
    return this.organization === organization || this.#membership(organization) !== undefined
  }

  /**
   * Whether the caller may see and change the organization's tokens. Which roles may is not published: owners and
   * administrators here, and no organization token, which is for the gateway and the graphs
   * (https://grafbase.com/docs/gateway/security/access-tokens).
   */
  manages(organization: GrafbaseOrganization): boolean {
    const role = this.#membership(organization)?.role
    return role === 'OWNER' || role === 'ADMIN'
  }

  /** Whether the caller may see and delete a token: their own, or one of an organization they manage. */
  managesToken({ owner }: GrafbaseToken): boolean {
    return owner.organization ? this.manages(owner.organization) : owner.user === this.user
  }

  #membership(organization: GrafbaseOrganization): GrafbaseOrganization['members'][number] | undefined {
    return organization.members.find(({ user }) => user === this.user)
  }
}
