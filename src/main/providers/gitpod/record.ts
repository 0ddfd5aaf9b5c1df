import type { ProviderRecord } from '#shared/model/provider'
import { commonRecord, native } from '../kit/record.ts'

/** Gitpod Classic as data. Sources: gitpod-io/gitpod, components/public-api-server and components/dashboard. */
export const record: ProviderRecord = {
  ...commonRecord('Gitpod Classic'),
  id: 'gitpod',
  name: 'Gitpod Classic',
  initials: 'Gp',
  instances: [{ id: 'gitpod-io', name: 'gitpod.io', origin: 'https://api.gitpod.io', console: 'https://gitpod.io' }],
  custom: {
    label: 'Gitpod host',
    placeholder: 'gitpod.example.com',
    says: 'The domain of your Gitpod Classic, as you see it in the browser.',
  },
  secret: {
    label: 'Personal access token',
    prefix: 'gitpod_pat_',
    pattern: '^gitpod_pat_[A-Za-z0-9_-]{43}\\.[A-Za-z0-9]{40}$',
    placeholder: `gitpod_pat_${'EXAMPLE'.padEnd(43, '0')}.${'EXAMPLE'.padEnd(40, '0')}`,
  },
  shapes: [
    {
      kind: 'personal',
      prefix: 'gitpod_pat_',
      pattern: '^gitpod_pat_[A-Za-z0-9_-]{43}\\.[A-Za-z0-9]{40}$',
      checksum: null,
    },
  ],
  newTokenPath: '/user/tokens/create',
  tokenKinds: [
    {
      kind: 'personal',
      label: 'Personal token',
      owner: 'me',
      form: {
        name: {
          label: 'Name',
          required: true,
          min: 3,
          max: 63,
          pattern: '^[A-Za-z0-9_ -]{3,63}$',
          says: '3 to 63 letters, digits, hyphens, underscores and blanks.',
          unique: 'no',
          editable: true,
        },
        expiry: {
          required: true,
          // Said as a date in 2038, as Gitpod's own dashboard does.
          never: true,
          presetDays: [7, 30, 60, 180],
          defaultDays: 30,
          maxDays: null,
          says: 'A date, or no expiration.',
        },
        scopes: {
          many: false,
          required: true,
          fromProvider: false,
          choices: [
            { id: 'none', label: 'No access', says: 'The token can do nothing until it is given access.', scopes: [] },
            {
              id: 'full',
              label: 'Full access',
              says: 'The token can do everything you can.',
              scopes: ['function:*', 'resource:default'],
            },
          ],
          default: ['none'],
          editable: true,
        },
        role: false,
      },
      support: { list: native, create: native, update: native, regenerate: native, revoke: native },
      tells: { lastUsed: false, created: true, expiry: true },
    },
  ],
  auditLog: { support: native, exports: [], namesTokens: false },
  verified: { by: 'simulator', sources: ['gitpod-io/gitpod: its public API server and its dashboard'] },
}
