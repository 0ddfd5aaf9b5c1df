import type { ExpiryRule, ProviderRecord, TextRule } from '#shared/model/provider'
import { commonRecord, emulated, native, none } from '../kit/record.ts'

const update = none(
  'Moderne has no call that changes a token. Regenerate it with another description or expiry instead.',
)

/** The days are those that Moderne's own page offers. */
const expiry: ExpiryRule = {
  required: false,
  never: true,
  presetDays: [7, 30, 90, 180, 365],
  defaultDays: 30,
  maxDays: null,
  says: 'A date, or never; a tenant can set a limit.',
}

/** Moderne publishes no limit for descriptions; this one is Keyrack's. */
const description: TextRule = {
  label: 'Description',
  // Optional at Moderne; but it is all there is to tell one token from another.
  required: true,
  min: 1,
  max: 255,
  says: 'What the token is for.',
  unique: 'no',
  editable: false,
}

const tells = { lastUsed: false, created: true, expiry: true } as const

/** Documents tell the beginning only (moderne-docs, moderne-cli/getting-started/cli-intro.md). */
const pattern = '^mat-[A-Za-z0-9._~+/=-]{8,}$'

/** Moderne as data. Sources: its published schema and documentation (github.com/moderneinc/moderne-docs). */
export const record: ProviderRecord = {
  ...commonRecord('Moderne'),
  id: 'moderne',
  name: 'Moderne',
  initials: 'Mo',
  instances: [
    {
      id: 'public',
      name: 'app.moderne.io',
      origin: 'https://api.app.moderne.io',
      console: 'https://app.moderne.io',
    },
  ],
  custom: {
    label: 'Tenant address',
    placeholder: 'https://acme.moderne.io',
    says: 'The address of your company’s Moderne, as you see it in the browser.',
  },
  secret: {
    label: 'Personal access token',
    prefix: 'mat-',
    pattern,
    placeholder: `mat-${'EXAMPLE'.padEnd(40, '0')}`,
  },
  // Whose it is, does not show.
  shapes: [{ kind: null, prefix: 'mat-', pattern, checksum: null }],
  newTokenPath: '/settings/access-token',
  tokenKinds: [
    {
      kind: 'personal',
      label: 'Personal token',
      owner: 'me',
      form: { description, expiry, role: false },
      support: {
        list: native,
        create: native,
        update,
        regenerate: emulated(
          'Moderne cannot give a token a new secret: Keyrack makes a new token, and revokes the old one afterwards.',
        ),
        revoke: native,
      },
      tells,
    },
    {
      // What an administrator sees of other people. Whether a single one of them can be revoked is not published:
      // Keyrack asks for it, and says so when Moderne does not do it.
      kind: 'of-another',
      label: 'Another person’s token',
      owner: 'person',
      form: { description, expiry, role: false },
      support: {
        list: native,
        create: none('A token is made by the person it belongs to, and by nobody else.'),
        update,
        regenerate: none('A new token is made by the person it belongs to, and by nobody else.'),
        revoke: native,
      },
      tells,
    },
  ],
  auditLog: { support: native, exports: ['csv', 'cef'], namesTokens: false },
  revokeAll: native,
  verified: {
    by: 'simulator',
    sources: ['Moderne’s published GraphQL schema', 'its documentation of tokens, tenants and audit logs'],
  },
}
