import { json, type Reply } from '#test/simulators/kit/reply'
import type { Route } from '#test/simulators/kit/router'
import { needScope, paged, readBody, scopeNames, time, type Asked } from './asked.ts'
import { Refusal } from './refusal.ts'
import type { LinodeToken } from './state.ts'

/** The calls about personal access tokens of Linode's API description. */
export const tokenRoutes: readonly Route<(asked: Asked) => Reply>[] = [
  { method: 'GET', pattern: '/v4/profile/tokens', handler: listTokens },
  { method: 'POST', pattern: '/v4/profile/tokens', handler: createToken },
  { method: 'GET', pattern: '/v4/profile/tokens/:id', handler: viewToken },
  { method: 'PUT', pattern: '/v4/profile/tokens/:id', handler: updateToken },
  { method: 'DELETE', pattern: '/v4/profile/tokens/:id', handler: deleteToken },
]

const oddLabel = 'Label must be between 1 and 100 characters.'

function listTokens(asked: Asked): Reply {
  needScope(asked, 'account', 'read_only')
  const mine = asked.state.tokens.filter((token) => token.user === asked.user && asked.state.isActive(token))
  return paged(asked.call, mine.map(view))
}

function viewToken(asked: Asked): Reply {
  needScope(asked, 'account', 'read_only')
  return json(200, view(find(asked)))
}

function createToken(asked: Asked): Reply {
  needScope(asked, 'account', 'read_write')
  const { label = '', expiry = null, scopes = asked.scopes } = readBody(asked.call)
  if (!isLabel(label)) throw new Refusal(400, oddLabel, 'label')
  if (typeof scopes !== 'string') throw new Refusal(400, 'scopes must be a string', 'scopes')
  const may = scopeNames(asked.scopes)
  // That none may have more than its maker is documented; the words of the refusal are not.
  if (!may.includes('*') && !scopeNames(scopes).every((name) => may.includes(name))) {
    throw new Refusal(400, 'The scopes must not exceed those of the acting token.', 'scopes')
  }
  const ends = readExpiry(expiry, asked.state.now())
  const made = asked.state.addToken(asked.user, { label, scopes, expiry: ends })
  asked.state.note('token_create', made)
  return json(200, { ...view(made), token: made.value })
}

function updateToken(asked: Asked): Reply {
  needScope(asked, 'account', 'read_write')
  const token = find(asked)
  const { label } = readBody(asked.call)
  if (!isLabel(label)) throw new Refusal(400, oddLabel, 'label')
  token.label = label
  asked.state.note('token_update', token)
  return json(200, view(token))
}

function deleteToken(asked: Asked): Reply {
  needScope(asked, 'account', 'read_write')
  const token = find(asked)
  asked.state.remove(token)
  asked.state.note('token_delete', token)
  return json(200, {})
}

function find({ state, user, parameters }: Asked): LinodeToken {
  const id = parameters.get('id')
  const found = state.tokens.find((token) => token.user === user && String(token.id) === id && state.isActive(token))
  if (!found) throw new Refusal(404, 'Not found')
  return found
}

function isLabel(label: unknown): label is string {
  return typeof label === 'string' && label.length >= 1 && label.length <= 100
}

/** A time with a zone is no time that Linode knows. */
function readExpiry(value: unknown, now: number): number | null {
  if (value === null) return null
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value)
  if (!isTime) throw new Refusal(400, 'Invalid datetime', 'expiry')
  const at = Date.parse(`${value}Z`)
  if (!(at > now)) throw new Refusal(400, 'Expiry must be in the future', 'expiry')
  return at
}

/** Of every secret the first 16 characters are shown. */
function view({ id, label, scopes, created, expiry, value }: LinodeToken): object {
  const ends = expiry === null ? null : time(expiry)
  return { id, scopes, created: time(created), label, token: value.slice(0, 16), expiry: ends }
}
