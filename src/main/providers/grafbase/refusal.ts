import { Failure } from '#main/ports/failure'
import type { Created } from './map.ts'
import { record } from './record.ts'

/** Why Grafbase made no token, as the person meets it. It answers with the name of a type, and no words. */
export function refusalOf(created: Exclude<Created, { __typename: 'AccessTokenCreateSuccess' }>): Failure {
  const code = created.__typename.slice(0, 60)
  const failed = (kind: 'invalid-input' | 'missing-permission', said: string, field?: string): Failure =>
    new Failure(kind, { provider: record.name, code, said, ...(field === undefined ? {} : { field }) })
  switch (created.__typename) {
    case 'InvalidAccountError':
      return failed('missing-permission', 'The organization is not there, or you may not make tokens for it.')
    case 'TokenLimitExceededError':
      return failed('invalid-input', 'There are as many tokens as there may be: revoke one first.')
    case 'GraphScopeLimitExceededError':
      return failed('invalid-input', 'A token may not be for so many graphs.', 'scopes')
    case 'CouldNotFindGraphsError':
      return failed('invalid-input', 'Some of the graphs are not there any more.', 'scopes')
    case 'UserAccessTokensCannotBeScopedToAGraphError':
      return failed('invalid-input', 'Personal tokens are for all graphs.', 'scopes')
    case 'AccountIdMissingForAccountAccessTokenError':
      return failed('invalid-input', 'The token needs an organization.')
  }
}
