import type { ProviderRecord, RevokeByValue, Support } from '#shared/model/provider'

/** How an operation is done, in short words for records. Reasons are one sentence for the person. */
export const native: Support = { how: 'native' }

export function none(reason: string): Support {
  return { how: 'none', reason }
}

export function emulated(reason: string): Support {
  return { how: 'emulated', reason }
}

/** `page` is a path under the console, as `Guide` has it. */
export function guided(reason: string, page: string, ...steps: readonly string[]): Support {
  return { how: 'guided', reason, guide: { page, steps: [...steps] } }
}

/** There is no public call that ends tokens by their values. */
export function noRevokingByValue(support: Support): RevokeByValue {
  return { support, most: 0, values: [], warning: '' }
}

/** What the records of most providers say alike, with the provider's name in the reasons. */
export function commonRecord(
  name: string,
): Pick<ProviderRecord, 'notice' | 'signIn' | 'auditLog' | 'revokeAll' | 'revokeByValue'> {
  return {
    notice: '',
    signIn: [],
    auditLog: {
      support: none(`${name} has no log of its tokens that can be read with a token.`),
      exports: [],
      namesTokens: false,
    },
    revokeAll: none(`${name} has no call that ends all tokens at once: select them in the list and revoke them.`),
    revokeByValue: noRevokingByValue(none(`${name} has no public call that ends a token by its value.`)),
  }
}
