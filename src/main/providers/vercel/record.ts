import type { ProviderRecord } from '#shared/model/provider'
import { commonRecord, emulated, native, none } from '../kit/record.ts'

const name = 'Vercel'

/** Vercel as data. Sources: vercel/sdk, vercel.com/docs/rest-api and its command line (vercel/vercel). */
export const record: ProviderRecord = {
  ...commonRecord(name),
  id: 'vercel',
  name,
  initials: 'Ve',
  instances: [{ id: 'vercel', name, origin: 'https://api.vercel.com', console: 'https://vercel.com' }],
  custom: {
    label: 'Address of the API',
    placeholder: 'https://api.vercel.example.com',
    says: 'Only where you were given another one.',
  },
  // Older ones have 24 letters and digits and no beginning of their own.
  secret: {
    label: 'Access token',
    prefix: '',
    pattern: '^(?:vcp_[0-9A-Za-z_-]{16,}|[0-9A-Za-z]{24})$',
    placeholder: `vcp_${'0'.repeat(24)}`,
  },
  shapes: [
    { kind: 'personal', prefix: 'vcp_', pattern: '^vcp_[0-9A-Za-z_-]{16,}$', checksum: null },
    { kind: null, prefix: '', pattern: '^[0-9A-Za-z]{24}$', checksum: null },
  ],
  newTokenPath: '/account/settings/tokens',
  tokenKinds: [
    {
      kind: 'personal',
      label: 'Access token',
      owner: 'me',
      form: {
        name: {
          label: 'Name',
          required: true,
          min: 1,
          // Ours: Vercel publishes no limit.
          max: 100,
          says: 'What the token is for.',
          unique: 'no',
          editable: false,
        },
        expiry: {
          required: false,
          never: true,
          presetDays: [7, 30, 60, 90, 180, 365],
          defaultDays: 90,
          maxDays: null,
          says: 'Vercel’s own page offers a day to a year. It cannot be changed later.',
        },
        role: false,
      },
      support: {
        list: native,
        create: native,
        update: none('Vercel has no call that changes a token. Regenerate it with another name or expiry instead.'),
        regenerate: emulated(
          'Vercel cannot give a token a new secret: Keyrack makes a new token, and revokes the old one afterwards.',
        ),
        revoke: native,
      },
      tells: { lastUsed: true, created: true, expiry: true },
    },
  ],
  verified: {
    by: 'simulator',
    sources: ['Vercel’s SDK and its models', 'its REST reference', 'its command line'],
  },
}
