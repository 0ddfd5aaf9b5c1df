import type { ExpiryRule, ProviderRecord, TextRule, TokenKind } from '#shared/model/provider'
import { commonRecord, guided, none } from '../kit/record.ts'

const list = none('RudderStack has no call that lists tokens: Keyrack knows those it has the secret of.')
const noCall = 'RudderStack has no call for its tokens: they are managed on its own pages.'
const update = none('A token cannot be changed at RudderStack: make another one, and delete this one.')
const regenerate = none('RudderStack gives no token a new secret: make another one, and delete this one.')

/** Its documentation knows no end of a token. */
const expiry: ExpiryRule = {
  required: false,
  never: true,
  presetDays: [],
  defaultDays: 0,
  maxDays: null,
  says: 'Tokens of RudderStack do not expire.',
}

/** RudderStack publishes no rule for names; this limit is Keyrack's. */
const name: TextRule = {
  label: 'Token name',
  required: true,
  min: 1,
  max: 100,
  says: 'What the token is called at RudderStack.',
  unique: 'no',
  editable: false,
}

const tells = { lastUsed: false, created: false, expiry: false } as const

/** In Settings of today; the path is that of the first documents, and of the page that is linked from them still. */
const profile = '/profile/tokens'
const toProfile = 'If the page is another one, go to Settings, Your Profile, Account, Personal access tokens.'
const toServiceTokens = 'Go to Settings, Access Management, Service Access Tokens.'
const copy = 'Copy the token. RudderStack shows it only once.'

const deleting = (page: string, ...way: readonly string[]) =>
  guided(noCall, page, ...way, 'Find the token by its name, and choose Delete.', 'Confirm with Yes, delete.')

function serviceToken(kind: string, label: string, owner: TokenKind['owner'], ...making: readonly string[]): TokenKind {
  const tab = `Choose the tab ${owner === 'organization' ? 'Organization' : 'Workspace'}; only administrators see it.`
  return {
    kind,
    label,
    owner,
    form: { name, expiry, role: false },
    support: {
      list,
      create: guided(
        noCall,
        '',
        toServiceTokens,
        tab,
        'Choose Generate new token, and enter its name.',
        ...making,
        copy,
      ),
      update,
      regenerate,
      revoke: deleting('', toServiceTokens, tab),
    },
    tells,
  }
}

/** 27 letters and digits in the documentation's samples, whatever the kind. */
const pattern = '^[0-9A-Za-z]{27}$'

/**
 * RudderStack as data. Sources: its pages on personal and service access tokens
 * (https://www.rudderstack.com/docs/access-management/) and the clients in rudderlabs/rudder-iac.
 */
export const record: ProviderRecord = {
  ...commonRecord('RudderStack'),
  id: 'rudderstack',
  name: 'RudderStack',
  initials: 'RS',
  notice:
    'RudderStack has no API for tokens: Keyrack keeps those you give it, tries them, and leads you through the rest.',
  instances: [
    { id: 'us', name: 'United States', origin: 'https://api.rudderstack.com', console: 'https://app.rudderstack.com' },
    // No other address of its dashboard is published.
    { id: 'eu', name: 'Europe', origin: 'https://api.eu.rudderstack.com', console: 'https://app.rudderstack.com' },
  ],
  custom: {
    label: 'API address',
    placeholder: 'https://api.rudderstack.example.com',
    says: 'The address of the API, as in RUDDERSTACK_API_URL.',
  },
  secret: { label: 'Access token', prefix: '', pattern, placeholder: 'EXAMPLE'.padEnd(27, '0') },
  shapes: [{ kind: null, prefix: '', pattern, checksum: null }],
  newTokenPath: profile,
  tokenKinds: [
    {
      kind: 'personal',
      label: 'Personal token',
      owner: 'me',
      form: { name, expiry, role: false },
      support: {
        list,
        create: guided(
          noCall,
          profile,
          toProfile,
          'Choose Generate new token, and enter its name.',
          'Choose the workspace and the role, and then Generate.',
          copy,
        ),
        update,
        regenerate,
        revoke: deleting(profile, toProfile),
      },
      tells,
    },
    serviceToken(
      'workspace',
      'Workspace token',
      'project',
      'Choose the workspace and the policy, which cannot be changed later, and then Generate.',
    ),
    serviceToken('organization', 'Organization token', 'organization', 'Choose Generate.'),
  ],
  auditLog: { support: { how: 'native' }, exports: [], namesTokens: false },
  // The first documents have the button, those of today do not mention it.
  revokeAll: guided(
    noCall,
    profile,
    toProfile,
    'Choose Revoke all, and confirm. Where there is no such button, delete one token after the other.',
  ),
  verified: {
    by: 'simulator',
    sources: ['RudderStack’s documentation of its tokens and its audit log', 'the clients in rudderlabs/rudder-iac'],
  },
}
