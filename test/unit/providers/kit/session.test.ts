import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import type { PartScope, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { providerSession } from '#main/providers/kit/session'
import { me, sampleAccount, sampleRow } from '#test/support/sample'

const never = new AbortController().signal
const part: PartScope = { owner: me, kind: 'personal' }
const { identity } = sampleAccount()
const { token } = sampleRow()
const query = { log: me, from: 0, to: 1 }
const own = {
  identify: () => Promise.resolve(identity),
  parts: () => [part],
  probe: () => Promise.resolve({ kind: 'works' as const }),
}

async function kindOf(action: Promise<unknown>): Promise<string> {
  return action.then(
    () => 'none',
    (error: unknown) => (error instanceof Failure ? error.error.kind : String(error)),
  )
}

async function drained(pages: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = []
  for await (const page of pages) all.push(page)
  return all
}

describe('a session of a provider that can do little', () => {
  const session: ProviderSession = providerSession(own)

  it.each([
    ['list', () => drained(session.list(part, never))],
    ['create', () => session.create(part, { expiry: { kind: 'never' } }, never)],
    ['update', () => session.update(part, token, {}, never)],
    ['regenerate', () => session.regenerate(part, token, { kind: 'never' }, never)],
    ['revoke', () => session.revoke(part, token, never)],
    ['inspect', () => session.inspect(part, identity, new Secret('EXAMPLE'), never)],
    ['revokeAll', () => session.revokeAll(identity, never)],
    ['events', () => drained(session.events(query, never))],
    ['exportEvents', () => session.exportEvents(query, 'csv', never)],
  ])('fails to %s as not supported, in the promise and not before', async (_name, act) => {
    expect(await kindOf(act())).toBe('not-supported')
  })

  it('has no audit logs and nothing more to offer in a form', async () => {
    expect(session.auditLogs(identity)).toEqual([])
    expect(await session.formOptions(part, never)).toEqual({ roles: [], maxDays: null, scopes: [] })
  })

  it('does what it was given', async () => {
    const able = providerSession({ ...own, revoke: () => Promise.resolve('already-gone') })
    expect(await able.identify(never)).toBe(identity)
    expect(able.parts(identity)).toEqual([part])
    expect(await able.revoke(part, token, never)).toBe('already-gone')
  })
})
