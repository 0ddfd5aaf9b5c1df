import { ConnectError } from '#test/simulators/kit/connect-error'
import { omitEmpty, timestamp } from '#test/simulators/kit/proto-json'
import { callerOfExperimental } from './credentials.ts'
import type { MethodInput, ServiceMethods } from './method.ts'
import type { GitpodToken, GitpodUser } from './model.ts'
import { readExpirationTime, readId, readName, readPage, readScopes, readUpdatedFields } from './token-rules.ts'

/** `gitpod.experimental.v1.TokensService`. Arguments are looked at before the caller is, as in the service. */
export const tokensService: ServiceMethods = {
  CreatePersonalAccessToken(input) {
    const wanted = input.message.message('token')
    const name = readName(wanted)
    const expirationTime = readExpirationTime(wanted)
    const scopes = readScopes(wanted)
    const user = caller(input)
    const token = input.state.createToken(user.id, { name, expirationTime, scopes })
    return { token: tokenView(token, 'with value') }
  },

  GetPersonalAccessToken(input) {
    const id = readId(input.message)
    return { token: tokenView(ownToken(input, id)) }
  },

  ListPersonalAccessTokens(input) {
    const { start, end } = readPage(input.message)
    const tokens = input.state.tokensOf(caller(input).id)
    return omitEmpty({
      tokens: tokens.slice(start, end).map((token) => tokenView(token)),
      totalResults: String(tokens.size),
    })
  },

  RegeneratePersonalAccessToken(input) {
    const id = readId(input.message)
    const expirationTime = readExpirationTime(input.message)
    const token = ownToken(input, id)
    input.state.regenerate(token, expirationTime)
    return { token: tokenView(token, 'with value') }
  },

  UpdatePersonalAccessToken(input) {
    const wanted = input.message.message('token')
    const id = readId(wanted)
    const fields = readUpdatedFields(input.message)
    const user = caller(input)
    const name = fields.has('name') ? readName(wanted) : undefined
    const scopes = fields.has('scopes') ? readScopes(wanted) : undefined
    const token = tokenOf(user, input, id)
    if (name !== undefined) token.name = name
    if (scopes !== undefined) token.scopes = scopes
    return { token: tokenView(token) }
  },

  DeletePersonalAccessToken(input) {
    const id = readId(input.message)
    input.state.deleteToken(ownToken(input, id))
    return {}
  },
}

function caller({ state, call }: MethodInput): GitpodUser {
  return callerOfExperimental(state, call, 'getLoggedInUser')
}

function ownToken(input: MethodInput, id: string): GitpodToken {
  return tokenOf(caller(input), input, id)
}

/** @throws ConnectError not_found for other people's tokens as for none. */
function tokenOf(user: GitpodUser, { state }: MethodInput, id: string): GitpodToken {
  const token = state.findToken(id)
  if (token?.userId !== user.id) {
    const what = `Personal Access Token with ID ${id} for User ${user.id}`
    throw new ConnectError('not_found', `${what} does not exist`)
  }
  return token
}

function tokenView(token: GitpodToken, secret?: 'with value'): object {
  return omitEmpty({
    id: token.id,
    value: secret ? token.value : '',
    name: token.name,
    expirationTime: timestamp(token.expirationTime),
    scopes: token.scopes,
    createdAt: timestamp(token.createdAt),
  })
}
