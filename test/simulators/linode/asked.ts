import type { Call } from '#test/simulators/kit/call'
import { isObject, type UncheckedObject } from '#test/simulators/kit/fields'
import { json, type Reply } from '#test/simulators/kit/reply'
import type { PathParameters } from '#test/simulators/kit/router'
import { Refusal } from './refusal.ts'
import type { LinodeState, LinodeUser } from './state.ts'

/** A call of somebody who is known. */
export interface Asked {
  readonly state: LinodeState
  readonly user: LinodeUser
  readonly scopes: string
  readonly call: Call
  readonly parameters: PathParameters
}

export function scopeNames(scopes: string): string[] {
  return scopes.split(/[\s,]+/).filter((name) => name !== '')
}

/** A scope to read comes with the one to write; a token without it is answered as if it were no token. */
export function needScope({ scopes }: Asked, area: string, level: 'read_only' | 'read_write'): void {
  const names = scopeNames(scopes)
  const enough = ['*', `${area}:read_write`, `${area}:${level}`]
  if (enough.some((name) => names.includes(name))) return
  throw new Refusal(401, 'Your OAuth token is not authorized to use this endpoint.')
}

/** Pages count from 1 and have 100 unless asked for 25 to 500. */
export function paged(call: Call, all: readonly object[]): Reply {
  const size = Number(call.query.get('page_size') ?? '100')
  if (!(size >= 25 && size <= 500)) throw new Refusal(400, 'Must be 25-500', 'page_size')
  const page = Number(call.query.get('page') ?? '1')
  const pages = Math.max(1, Math.ceil(all.length / size))
  if (page > pages) throw new Refusal(404, 'Not found')
  return json(200, { data: all.slice((page - 1) * size, page * size), page, pages, results: all.length })
}

/** A time as Linode writes it: whole seconds in UTC, with no zone. */
export function time(at: number): string {
  return new Date(at).toISOString().slice(0, 19)
}

export function readBody(call: Call): UncheckedObject {
  return readObject(call.body)
}

/** What is asked for in the header that filters and sorts. */
export function readFilter(call: Call): UncheckedObject {
  return readObject(call.headers['x-filter'] ?? '{}')
}

function readObject(text: string): UncheckedObject {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'Invalid JSON')
  }
  if (!isObject(value)) throw new Refusal(400, 'Invalid JSON')
  return value
}
