import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import type { HttpRequest } from '#main/ports/http'
import type { PartScope } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { createProviders } from '#main/providers/index'
import { SkippingClock } from '#test/contract/providers/skipping-clock'

const never = new AbortController().signal
const draft = { name: 'made', description: 'made', expiry: { kind: 'at', at: 5 * 86_400_000 } } as const
const me = { kind: 'me', id: 'a', name: 'A' } as const
const value = 'EXAMPLE-new-secret'
/** Facts of other shapes than the ones that are promised. */
const odd = { created_at: 7, createdAt: {}, created: [], scopes: 'all', graphScopes: 'all', expiresAt: 12, name: [] }

const cases: readonly (readonly [id: string, part: PartScope, body: (facts: object) => unknown])[] = [
  [
    'gitlab',
    { owner: { kind: 'group', id: '7', name: 'acme' }, kind: 'group' },
    (facts) => ({ ...facts, token: value }),
  ],
  ['gitpod', { owner: me, kind: 'personal' }, (facts) => ({ token: { ...facts, value } })],
  [
    'moderne',
    { owner: me, kind: 'personal' },
    (facts) => ({ data: { createAccessToken: { ...facts, token: value } } }),
  ],
  [
    'grafbase',
    { owner: me, kind: 'personal' },
    (facts) => ({
      data: { accessTokenCreate: { __typename: 'AccessTokenCreateSuccess', jwt: value, token: facts } },
    }),
  ],
  [
    'ona',
    { owner: { kind: 'service-account', id: 's', name: 'S' }, kind: 'service-account' },
    (facts) => ({ token: value, serviceAccountToken: facts }),
  ],
]

/** A token that is made at a service that answers everything so. */
async function make(id: string, part: PartScope, body: unknown) {
  const send = ({ url: _url }: HttpRequest) => Promise.resolve({ status: 200, headers: {}, body: JSON.stringify(body) })
  const provider = createProviders({ http: { send }, clock: new SkippingClock(0) }).find(
    ({ record }) => record.id === id,
  )
  if (!provider) throw new Error(`no provider ${id}`)
  const session = await provider.connect('https://api.example.com', new Secret('EXAMPLE-credential'))
  return session.create(part, draft, never)
}

describe('a new secret', () => {
  it.each(cases)('of %s is not thrown away with facts that do not fit', async (id, part, body) => {
    const { token, secret } = await make(id, part, body({ id: 'new-1', description: 'kept', ...odd }))
    expect(secret.use((text) => text)).toBe(value)
    expect(token).toMatchObject({ issuerId: 'new-1', created: { kind: 'unknown' } })
  })

  // Ona's is kept even then, under a token of its own.
  it.each(cases.filter(([id]) => id !== 'ona'))(
    'of %s is lost with an answer that does not say which token it is of',
    async (id, part, body) => {
      const made = make(id, part, body(odd))
      await expect(made).rejects.toSatisfy((error) => error instanceof Failure && error.error.kind === 'answer-lost')
    },
  )
})
