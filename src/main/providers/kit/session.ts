import { Failure } from '#main/ports/failure'
import type { ProviderSession } from '#main/ports/provider'

type Own = Partial<ProviderSession> & Pick<ProviderSession, 'identify' | 'parts' | 'probe'>

const notSupported = (): Promise<never> => Promise.reject(new Failure('not-supported'))

/** A session of what a provider can do; everything else fails as `not-supported`, as its record says. */
export function providerSession(own: Own): ProviderSession {
  return {
    async *list() {
      await notSupported()
    },
    formOptions: () => Promise.resolve({ roles: [], maxDays: null, scopes: [] }),
    create: notSupported,
    update: notSupported,
    regenerate: notSupported,
    revoke: notSupported,
    inspect: notSupported,
    revokeAll: notSupported,
    memberLists: () => [],
    members: notSupported,
    auditLogs: () => [],
    async *events() {
      await notSupported()
    },
    exportEvents: notSupported,
    ...own,
  }
}
