import type { ProviderRecord, ScopeRule } from '#shared/model/provider'
import { commonRecord, emulated, native, none } from '../kit/record.ts'

const name = 'npm registry'

/** What a token may do with every package that its owner may touch. */
export const access: ScopeRule = {
  many: false,
  required: true,
  fromProvider: false,
  choices: [
    { id: 'read-only', label: 'Read only', says: 'May install packages.', scopes: ['read-only'] },
    { id: 'read-write', label: 'Read and write', says: 'May install, publish and change packages.', scopes: [] },
  ],
  default: ['read-only'],
  editable: false,
}

/**
 * An npm-compatible registry as data; its address is always the person's own. Sources: npm/api-documentation (token.yaml),
 * the `token` command of npm's command line, and verdaccio.
 */
export const record: ProviderRecord = {
  ...commonRecord('An npm registry'),
  // npm's changes of December 2025 (github.blog, "npm classic tokens revoked"); of what a granular token may do with tokens
  // there are different reports.
  notice:
    'On npm’s own registry, sign in with the token of “npm login”: it works for two hours and is not in the list. A token that lasts may be refused the list of tokens.',
  id: 'npm',
  name,
  initials: 'np',
  instances: [],
  custom: {
    label: 'Address of the registry',
    placeholder: 'https://registry.example.com',
    says: 'As “npm config get registry” prints it. The path belongs to it, where it has one. “npm whoami” has to work there.',
    namedIn: 'npmrc',
  },
  secret: {
    label: 'Access token',
    prefix: '',
    // What the registry of npm itself issues is in the shapes; others issue whatever fits into a header.
    pattern: '^[\\x21-\\x7e]{8,}$',
    placeholder: `npm_${'EXAMPLE'.padEnd(36, '0')}`,
  },
  shapes: [{ kind: 'personal', prefix: 'npm_', pattern: '^npm_[A-Za-z0-9]{36}$', checksum: null }],
  newTokenPath: '',
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
          // No limit is published; this one is Keyrack's.
          max: 100,
          says: 'What you call it. Some registries keep no names.',
          unique: 'no',
          editable: false,
        },
        description: {
          label: 'Description',
          required: false,
          min: 0,
          max: 1000,
          says: 'What the token is for. Some registries keep no descriptions.',
          unique: 'no',
          editable: false,
        },
        expiry: {
          required: true,
          never: false,
          presetDays: [7, 30, 60, 90],
          defaultDays: 30,
          maxDays: null,
          says: 'Counted in days. Many registries allow 90 at most for tokens that write; some keep no expiry at all.',
        },
        scopes: access,
        role: false,
      },
      support: {
        list: native,
        create: native,
        update: none('Registries have no call that changes a token: regenerate it with what you want instead.'),
        regenerate: emulated(
          'Registries cannot give a token a new secret: Keyrack makes a new token, and revokes the old one afterwards.',
        ),
        revoke: native,
      },
      tells: { lastUsed: true, created: true, expiry: true },
    },
  ],
  verified: { by: 'real-server', sources: ['verdaccio', 'npm’s API documentation', 'npm’s command line'] },
}
