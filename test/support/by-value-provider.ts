import type { Provider } from '#main/ports/provider'
import { fakeProvider } from './fake-provider.ts'
import type { FakeService } from './fake-service.ts'

/** What the fake public call was sent, and how it does its work. */
export interface FakeByValue {
  readonly provider: Provider
  /** The secrets of each call. */
  readonly sent: string[][]
  /** Does it take a call first, and end the tokens later? */
  isSlow: boolean
  /** Ends what a slow one has taken. */
  catchUp(): void
}

/** The fake provider with a public call that ends tokens by their values. Those of `fake-refresh-` cannot be tried. */
export function byValueProvider(service: FakeService, plain: Provider = fakeProvider(service)): FakeByValue {
  const sent: string[][] = []
  const end = (): void => {
    const all = [...service.tokens('ada', 'classic'), ...service.tokens('bob', 'classic')]
    for (const { secret, issuerId } of all) if (sent.flat().includes(secret)) service.drop(issuerId)
  }
  const byValue: FakeByValue = {
    sent,
    isSlow: false,
    catchUp: end,
    provider: {
      ...plain,
      record: {
        ...plain.record,
        shapes: [
          { kind: 'classic', prefix: 'fake-', pattern: '^fake-(?:EXAMPLE|refresh)-[\\w.-]+$', checksum: null },
          { kind: 'classic', prefix: 'ghp_', pattern: '^ghp_[A-Za-z0-9]{36}$', checksum: 'github' },
          { kind: null, prefix: 'fapp-', pattern: '^fapp-\\w+$', checksum: null },
        ],
        revokeByValue: {
          support: { how: 'native' },
          most: 6,
          values: [
            { prefix: 'fake-', label: 'Personal token' },
            { prefix: 'ghp_', label: 'Token with a checksum' },
          ],
          warning: 'Fake ends them for everybody.',
        },
      },
      byValue: async (origin) =>
        origin === 'https://api.none.example'
          ? undefined
          : {
              revoke: (secrets, signal) =>
                service.serve('revoke', null, signal, () => {
                  sent.push(secrets.map((secret) => secret.use((value) => value)))
                  if (!byValue.isSlow) end()
                }),
              probe: (secret, signal) =>
                service.serve('probe', null, signal, () => {
                  const value = secret.use((text) => text)
                  if (value.startsWith('fake-refresh-')) return 'not-told'
                  try {
                    service.signIn(value)
                    return 'works'
                  } catch {
                    return 'refused'
                  }
                }),
            },
    },
  }
  return byValue
}
