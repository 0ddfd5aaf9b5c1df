import { Failure } from '#main/ports/failure'
import type { Provider } from '#main/ports/provider'

/** What `demanding` takes as the person's password. */
export const password = 'password-EXAMPLE'

export const changes = ['create', 'update', 'regenerate', 'revoke', 'revokeAll'] as const
const everything = [...changes, 'inspect', 'probe'] as const

/**
 * The same provider, which wants the person's password beside the credential for each change, and unless told otherwise
 * for each question about a secret. `refused` gets the name of every call that came without it.
 */
export function demanding(
  plain: Provider,
  refused: string[] = [],
  asksFor: readonly (typeof everything)[number][] = everything,
): Provider {
  return {
    ...plain,
    async connect(origin, credential, stepUp) {
      const session = await plain.connect(origin, credential)
      if (stepUp?.password?.use((value) => value === password)) return session
      const refusals = asksFor.map((call) => {
        const refuse = () => {
          refused.push(call)
          return Promise.reject(new Failure('step-up-needed', { provider: plain.record.name, field: 'password' }))
        }
        return [call, refuse] as const
      })
      return { ...session, ...Object.fromEntries(refusals) }
    },
  }
}
