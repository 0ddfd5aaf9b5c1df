import { Failure } from '#main/ports/failure'
import type { Provider } from '#main/ports/provider'
import type { Support, TokenKind } from '#shared/model/provider'
import { fakeProvider } from './fake-provider.ts'
import type { FakeService } from './fake-service.ts'

const guided = (page: string): Support => ({
  how: 'guided',
  reason: 'It has no call for this.',
  guide: { page, steps: ['Open the page.', 'Do it there.'] },
})

/** Everything is done on the provider's page, and what is there cannot be listed. */
const unlisted: TokenKind = {
  kind: 'unlisted',
  label: 'Page token',
  owner: 'me',
  form: {
    name: { label: 'Name', required: true, min: 1, max: 40, says: '40 signs.', unique: 'no', editable: true },
    expiry: { required: false, never: true, presetDays: [30], defaultDays: 30, maxDays: 90, says: 'Ninety days.' },
    scopes: {
      many: true,
      required: false,
      fromProvider: false,
      choices: [
        { id: 'read', label: 'Read', says: 'Reads.', scopes: ['read:all'] },
        { id: 'write', label: 'Write', says: 'Writes.', scopes: ['read:all', 'write:all'] },
      ],
      default: [],
      editable: true,
    },
    role: false,
  },
  support: {
    list: { how: 'none', reason: 'It has no call that lists them.' },
    create: guided('/tokens/new?name={name}&scopes={scopes}&days={days}'),
    update: { how: 'none', reason: 'There is no such call.' },
    regenerate: guided('/tokens/{token}/again'),
    revoke: guided('/tokens/{token}'),
  },
  tells: { lastUsed: false, created: false, expiry: false },
}

/** The same, with a list. */
const seen: TokenKind = {
  ...unlisted,
  kind: 'seen',
  label: 'Listed page token',
  support: { ...unlisted.support, list: { how: 'native' } },
}

/** The fake provider with two more kinds of token of the person, whose operations are guided. */
export function guidedProvider(service: FakeService): Provider {
  const plain = fakeProvider(service)
  return {
    ...plain,
    record: { ...plain.record, tokenKinds: [...plain.record.tokenKinds, unlisted, seen] },
    async connect(origin, credential, stepUp) {
      const session = await plain.connect(origin, credential, stepUp)
      return {
        ...session,
        parts: (identity) => [
          ...session.parts(identity),
          ...['unlisted', 'seen'].map((kind) => ({
            owner: { kind: 'me' as const, id: identity.login, name: identity.id },
            kind,
          })),
        ],
        list(part, signal) {
          if (part.kind === 'unlisted') throw new Failure('not-supported')
          return session.list(part, signal)
        },
      }
    },
  }
}
