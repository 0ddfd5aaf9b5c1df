import type { ExpiryRule, ProviderRecord, TextRule } from '#shared/model/provider'
import { commonRecord, emulated, native, none } from '../kit/record.ts'

/** Grafbase publishes no limit for names; this one is Keyrack's. */
const name: TextRule = {
  label: 'Name',
  required: true,
  min: 1,
  max: 100,
  says: 'What the token is for, in at most 100 characters.',
  unique: 'no',
  editable: false,
}

const expiry: ExpiryRule = {
  required: false,
  never: true,
  presetDays: [30, 90, 180, 365],
  defaultDays: 90,
  maxDays: null,
  says: 'A date, or never.',
}

const support = {
  list: native,
  create: native,
  update: none('Grafbase has no call that changes a token: make a new one with another name or other graphs.'),
  regenerate: emulated(
    'Grafbase cannot give a token a new secret: Keyrack makes a new token, and revokes the old one afterwards.',
  ),
  revoke: native,
}

const tells = { lastUsed: false, created: true, expiry: true } as const

/** The choice of scopes that stands for no limit to some graphs. */
export const allGraphs = 'full'

/**
 * Grafbase as data. Source: the schema of its API in grafbase/grafbase, `cli/src/api/graphql/api.graphql`. Its tokens have
 * no form of their own: the field is called `jwt`, and many services have those.
 */
export const record: ProviderRecord = {
  ...commonRecord('Grafbase'),
  id: 'grafbase',
  name: 'Grafbase',
  initials: 'Gr',
  notice:
    'Grafbase’s platform was shut down in 2026, and its own address no longer answers. This is for tokens that you still ' +
    'keep, and for a platform that you host yourself.',
  instances: [
    {
      id: 'grafbase',
      name: 'Grafbase (shut down)',
      origin: 'https://api.grafbase.com',
      console: 'https://app.grafbase.com',
    },
  ],
  custom: {
    label: 'Address of the API',
    placeholder: 'grafbase.example.com',
    says: 'The host of your own platform’s API, such as the command line’s GRAFBASE_API_URL has it.',
  },
  secret: {
    label: 'Access token',
    prefix: '',
    pattern: '^[\\x21-\\x7e]{16,}$',
    placeholder: 'EXAMPLE-grafbase-access-token',
  },
  shapes: [],
  newTokenPath: '/settings/access-tokens',
  tokenKinds: [
    {
      kind: 'personal',
      label: 'Personal token',
      owner: 'me',
      form: { name, expiry, role: false },
      support,
      tells,
    },
    {
      kind: 'organization',
      label: 'Organization token',
      owner: 'organization',
      form: {
        name,
        expiry,
        scopes: {
          many: true,
          required: true,
          fromProvider: true,
          choices: [
            { id: allGraphs, label: 'All graphs', says: 'Every graph, also those that are made later.', scopes: [] },
          ],
          default: [],
          editable: false,
        },
        role: false,
      },
      support,
      tells,
    },
  ],
  verified: { by: 'simulator', sources: ['grafbase/grafbase: the schema of its API and its command line'] },
}
