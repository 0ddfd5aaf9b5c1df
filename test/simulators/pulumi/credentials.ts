import type { Call } from '#test/simulators/kit/call'
import { unauthorized } from './errors.ts'
import type { PulumiOrganization, PulumiTeam, PulumiToken, PulumiUser } from './model.ts'
import type { PulumiState } from './state.ts'

/** Who calls: a person by a personal token, or a machine by an organization's or a team's. */
export type Caller =
  | { readonly token: PulumiToken; readonly user: PulumiUser; readonly organization?: never; readonly team?: never }
  | {
      readonly token: PulumiToken
      readonly user?: never
      readonly organization: PulumiOrganization
      readonly team: PulumiTeam | undefined
    }

/**
 * Finds out who calls, and notes that the token was used.
 *
 * @throws Refusal 401 for anything but `Authorization: token <value>` with the value of a live personal, organization or
 *   team token. `Bearer` is not Pulumi's word; refresh tokens are no credentials.
 */
export function authenticate(state: PulumiState, call: Call): Caller {
  const value = /^token (\S+)$/.exec(call.headers['authorization'] ?? '')?.[1]
  const token = value === undefined ? undefined : state.findTokenByValue(value)
  if (!token || token.kind === 'refresh' || isExpired(token, state.nowInSeconds)) throw unauthorized()
  token.lastUsed = Math.max(token.lastUsed, state.nowInSeconds)
  const { user, organization, team } = token.owner
  return user ? { token, user } : { token, organization, team }
}

/** Whether a token has ended, at a time in unix seconds. */
export function isExpired(token: PulumiToken, nowInSeconds: number): boolean {
  return token.expires !== 0 && token.expires <= nowInSeconds
}
