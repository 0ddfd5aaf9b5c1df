import type { ProviderRecord, TextRule } from '#shared/model/provider'
import { commonRecord, emulated, native, none } from '../kit/record.ts'

/** Ona publishes no limit for the descriptions of tokens; this one is Keyrack's. */
const description: TextRule = {
  label: 'Description',
  required: true,
  min: 1,
  max: 200,
  says: 'What the token is for, in at most 200 characters: Ona’s tokens have no other name.',
  unique: 'no',
  editable: false,
}

const support = {
  list: native,
  create: native,
  update: none('Ona has no call that changes a token: make a new one with another description, access or expiry.'),
  regenerate: emulated(
    'Ona cannot give a token a new secret: Keyrack makes a new token, and revokes the old one afterwards.',
  ),
  revoke: native,
}

const tells = { lastUsed: true, created: true, expiry: true } as const

/** How many days the 80 years are that a service account's token may last at most. */
const eightyYears = 29_220

/**
 * Ona (today's Gitpod) as data. Sources: gitpod-io/gitpod-sdk-typescript, the messages and their rules in `lib/gitpod/v1`.
 * How its secrets look is not published, so there is no shape to recognise one by.
 */
export const record: ProviderRecord = {
  ...commonRecord('Ona'),
  id: 'ona',
  name: 'Ona',
  initials: 'On',
  instances: [
    { id: 'ona', name: 'Ona', origin: 'https://app.ona.com', console: 'https://app.ona.com' },
    { id: 'gitpod', name: 'app.gitpod.io', origin: 'https://app.gitpod.io', console: 'https://app.gitpod.io' },
  ],
  custom: {
    label: 'Ona host',
    placeholder: 'ona.example.com',
    says: 'The domain of your organization’s own Ona, as you see it in the browser.',
  },
  secret: {
    label: 'Access token',
    prefix: '',
    pattern: '^[\\x21-\\x7e]{16,}$',
    placeholder: 'EXAMPLE-personal-access-token',
  },
  shapes: [],
  newTokenPath: '/settings/personal-access-tokens',
  tokenKinds: [
    {
      kind: 'personal',
      label: 'Personal token',
      owner: 'me',
      form: {
        description,
        expiry: {
          required: true,
          never: false,
          presetDays: [7, 30, 60, 90],
          defaultDays: 30,
          maxDays: 90,
          says: 'At most 90 days ahead.',
        },
        scopes: {
          many: false,
          required: true,
          fromProvider: false,
          choices: [
            {
              id: 'read-only',
              label: 'Read only',
              says: 'The token can look at what you can see, and change nothing.',
              scopes: ['read-only'],
            },
            { id: 'full', label: 'Read and write', says: 'The token can do everything you can.', scopes: [] },
          ],
          default: ['read-only'],
          editable: false,
        },
        role: false,
      },
      support,
      tells,
    },
    {
      kind: 'service-account',
      label: 'Service account token',
      owner: 'service-account',
      form: {
        description,
        expiry: {
          required: true,
          // Said as a date in 2099, as Ona's own messages do.
          never: true,
          presetDays: [30, 90, 180, 365],
          defaultDays: 90,
          maxDays: eightyYears,
          says: 'A date, or never; in any case it ends when the service account ends.',
        },
        role: false,
      },
      support,
      tells: { ...tells, creator: 'member' },
    },
  ],
  auditLog: { support: native, exports: [], namesTokens: true },
  verified: {
    by: 'simulator',
    sources: ['gitpod-io/gitpod-sdk-typescript: messages and their rules', 'gitpod-io/terraform-provider-ona'],
  },
}
