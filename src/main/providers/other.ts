import type { ProviderRecord } from '#shared/model/provider'
import { commonRecord, none, noRevokingByValue } from './kit/record.ts'

const byHand = none('Keyrack does not know this service: do it on the service’s own page.')

/**
 * "Other service": the catalogue's record for tokens that a person enters by hand. There is no provider behind it, so
 * nothing is listed and no call is made; what it offers is its form.
 */
export const otherRecord: ProviderRecord = {
  ...commonRecord('This service'),
  id: 'other',
  name: 'Other service',
  initials: 'OS',
  instances: [],
  custom: null,
  secret: { label: 'Secret', prefix: '', pattern: '^[^]+$', placeholder: 'EXAMPLE-SECRET' },
  shapes: [],
  newTokenPath: '',
  tokenKinds: [
    {
      kind: 'other',
      label: 'Token',
      owner: 'me',
      form: {
        name: {
          label: 'Name',
          required: true,
          min: 1,
          max: 200,
          says: 'What you call it.',
          unique: 'no',
          editable: true,
        },
        expiry: {
          required: false,
          never: true,
          presetDays: [7, 30, 90, 180, 365],
          defaultDays: 90,
          maxDays: null,
          says: 'When the service says that it ends.',
        },
        role: false,
      },
      support: { list: byHand, create: byHand, update: byHand, regenerate: byHand, revoke: byHand },
      tells: { lastUsed: false, created: false, expiry: false },
    },
  ],
  auditLog: { support: byHand, exports: [], namesTokens: false },
  revokeAll: byHand,
  revokeByValue: noRevokingByValue(byHand),
  verified: { by: 'nothing', sources: [] },
}
