import type { ExpiryRule, ProviderRecord, TextRule } from '#shared/model/provider'
import { commonRecord, emulated, native, none } from '../kit/record.ts'

const support = {
  list: native,
  create: native,
  update: none(
    'Pulumi Cloud has no call that changes a token. Regenerate it with another description or expiry instead.',
  ),
  regenerate: emulated(
    'Pulumi Cloud cannot give a token a new secret: Keyrack makes a new token, and revokes the old one afterwards.',
  ),
  revoke: native,
}

/** Optional, and at most two years ahead: 730 days stay inside of two calendar years, whichever they are. */
const expiry: ExpiryRule = {
  required: false,
  never: true,
  presetDays: [7, 30, 60, 90, 180, 365],
  defaultDays: 90,
  maxDays: 730,
  says: 'At most two years ahead, or never.',
}

const name: TextRule = {
  label: 'Name',
  required: true,
  min: 1,
  max: 40,
  pattern: '^[A-Za-z0-9_-]+$',
  says: 'At most 40 letters, digits, hyphens and underscores.',
  unique: 'forever',
  editable: false,
}

/** Pulumi Cloud publishes no limit of its own for descriptions; this one is Keyrack's. */
const description: TextRule = {
  label: 'Description',
  required: false,
  min: 0,
  max: 1000,
  says: 'What the token is for.',
  unique: 'no',
  editable: false,
}

const tells = { lastUsed: true, created: true, expiry: true } as const
const tellsCreator = { ...tells, creator: 'member' } as const

/** Pulumi Cloud as data. Sources: its OpenAPI description and its page on access tokens. */
export const record: ProviderRecord = {
  ...commonRecord('Pulumi Cloud'),
  id: 'pulumi',
  name: 'Pulumi Cloud',
  initials: 'Pu',
  instances: [
    { id: 'cloud', name: 'Pulumi Cloud', origin: 'https://api.pulumi.com', console: 'https://app.pulumi.com' },
  ],
  custom: {
    label: 'Self-hosted address',
    placeholder: 'https://api.pulumi.example.com',
    says: 'The address of the API of your own Pulumi Cloud, as in PULUMI_BACKEND_URL.',
  },
  secret: {
    label: 'Access token',
    prefix: 'pul-',
    pattern: '^pul-[0-9a-f]{40}$',
    placeholder: `pul-${'0'.repeat(40)}`,
  },
  // The three kinds share one prefix.
  shapes: [{ kind: null, prefix: 'pul-', pattern: '^pul-[0-9a-f]{40}$', checksum: null }],
  newTokenPath: '/account/tokens',
  tokenKinds: [
    {
      kind: 'personal',
      label: 'Personal token',
      owner: 'me',
      form: {
        // It has no name: the description is all there is to tell one from another.
        description: { ...description, required: true, min: 1 },
        expiry,
        role: false,
      },
      support,
      tells,
    },
    {
      kind: 'organization',
      label: 'Organization token',
      owner: 'organization',
      form: {
        name,
        description,
        expiry,
        role: true,
        admin: { label: 'Admin', says: 'May do what an administrator of the organization may.' },
      },
      support,
      tells: tellsCreator,
    },
    {
      kind: 'team',
      label: 'Team token',
      owner: 'team',
      form: { name, description, expiry, role: false },
      support,
      tells: tellsCreator,
    },
  ],
  auditLog: { support: native, exports: ['csv', 'cef'], namesTokens: true },
  verified: {
    by: 'simulator',
    sources: ['Pulumi Cloud’s OpenAPI description', 'its page on access tokens', 'its command line'],
  },
}
