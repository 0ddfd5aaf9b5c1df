import { plainRecord } from './plain-record.ts'
import type { ExpiryRule, ProviderRecord, Support, TextRule, TokenKind } from '#shared/model/provider'

/** Two providers and "Other service" as the window sees them, small but with every case a form or a button meets. */

const native: Support = { how: 'native' }

const expiry = (required: boolean): ExpiryRule => ({
  required,
  never: !required,
  presetDays: [7, 30, 90],
  defaultDays: 30,
  maxDays: 730,
  says: required ? 'A date is needed, at most two years ahead.' : 'At most two years ahead, or never.',
})

const nameRule = (unique: TextRule['unique'], editable: boolean): TextRule => ({
  label: 'Name',
  required: true,
  min: 1,
  max: 40,
  pattern: '^[a-zA-Z0-9_.-]+$',
  says: 'Up to 40 letters, digits, dots, dashes and underscores.',
  unique,
  editable,
})

const descriptionRule: TextRule = {
  label: 'Description',
  required: true,
  min: 1,
  max: 200,
  says: 'What it is for.',
  unique: 'no',
  editable: false,
}

const pulumiSupport: TokenKind['support'] = {
  list: native,
  create: native,
  update: { how: 'none', reason: 'Pulumi Cloud has no way to change a token. Make a new one instead.' },
  regenerate: {
    how: 'emulated',
    reason: 'Pulumi Cloud cannot renew a token: Keyrack makes a new one, then revokes this one.',
  },
  revoke: native,
}

export const sampleCatalogue: readonly ProviderRecord[] = [
  {
    ...plainRecord,
    id: 'pulumi',
    name: 'Pulumi Cloud',
    initials: 'Pu',
    instances: [
      {
        id: 'cloud',
        name: 'Pulumi Cloud',
        origin: 'https://api.pulumi.example',
        console: 'https://app.pulumi.example',
      },
    ],
    custom: { label: 'Self-hosted', placeholder: 'https://api.pulumi.acme.example', says: 'The address of its API.' },
    secret: { label: 'Access token', prefix: 'pul-', pattern: '^pul-[0-9a-f]{40}$', placeholder: 'pul-…' },
    newTokenPath: '/account/tokens',
    tokenKinds: [
      {
        kind: 'personal',
        label: 'Personal token',
        owner: 'me',
        form: { description: descriptionRule, expiry: expiry(false), role: false },
        support: pulumiSupport,
        tells: { lastUsed: true, created: true, expiry: true },
      },
      {
        kind: 'organization',
        label: 'Organization token',
        owner: 'organization',
        form: {
          name: nameRule('forever', false),
          description: { ...descriptionRule, required: false, min: 0 },
          expiry: expiry(false),
          role: true,
          admin: { label: 'Admin', says: 'May do everything in the organization.' },
        },
        support: pulumiSupport,
        tells: { lastUsed: true, created: true, expiry: true },
      },
      {
        kind: 'team',
        label: 'Team token',
        owner: 'team',
        form: { name: nameRule('forever', false), expiry: expiry(false), role: false },
        support: pulumiSupport,
        tells: { lastUsed: true, created: true, expiry: true },
      },
    ],
  },
  {
    ...plainRecord,
    id: 'gitpod',
    name: 'Gitpod Classic',
    initials: 'Gi',
    instances: [
      { id: 'io', name: 'gitpod.example', origin: 'https://api.gitpod.example', console: 'https://gitpod.example' },
    ],
    custom: { label: 'Own host', placeholder: 'gitpod.acme.example', says: 'The host name.' },
    secret: { label: 'Access token', prefix: 'gitpod_pat_', pattern: '^gitpod_pat_', placeholder: 'gitpod_pat_…' },
    newTokenPath: '/user/tokens',
    tokenKinds: [
      {
        kind: 'personal',
        label: 'Personal token',
        owner: 'me',
        form: {
          name: nameRule('no', true),
          expiry: expiry(true),
          scopes: {
            many: false,
            required: true,
            fromProvider: false,
            choices: [
              { id: 'none', label: 'No access', says: 'Can do nothing yet.', scopes: [] },
              { id: 'full', label: 'Full access', says: 'May do what you may.', scopes: ['function:*'] },
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
  },
]
