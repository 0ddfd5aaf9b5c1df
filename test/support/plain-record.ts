import type { ProviderRecord, Support } from '#shared/model/provider'

const nothing: Support = { how: 'none', reason: 'There is no such call at this service.' }

/** What the records of made-up providers say of everything that a test is not about. */
export const plainRecord = {
  notice: '',
  signIn: [],
  shapes: [],
  auditLog: { support: nothing, exports: [], namesTokens: false },
  revokeAll: nothing,
  revokeByValue: { support: nothing, most: 0, values: [], warning: '' },
  verified: { by: 'nothing', sources: [] },
} satisfies Partial<ProviderRecord>
