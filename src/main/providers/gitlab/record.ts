import type { ExpiryRule, ProviderRecord, TextRule, TokenKind } from '#shared/model/provider'
import { commonRecord, guided, native, none } from '../kit/record.ts'
import { personalScopes, resourceScopes } from './scopes.ts'

/** `personal_access_tokens.name` has no limit of its own at GitLab but that of its column. */
const name: TextRule = {
  label: 'Name',
  required: true,
  min: 1,
  max: 255,
  says: 'At most 255 characters.',
  unique: 'no',
  editable: false,
}

const description: TextRule = {
  label: 'Description',
  required: false,
  min: 0,
  max: 255,
  says: 'What the token is for, in at most 255 characters.',
  unique: 'no',
  editable: false,
}

/** 365 days is what every instance accepts; a few accept 400, and an administrator may have set fewer. */
const expiry: ExpiryRule = {
  required: true,
  never: false,
  presetDays: [7, 30, 60, 90, 180, 365],
  defaultDays: 30,
  maxDays: 365,
  says: 'At most 365 days ahead. GitLab ends a token as its last day begins, at midnight UTC.',
}

const update = none('GitLab has no call that changes a token. Make another one with the name and access you want.')
// docs.gitlab.com, "View token usage information": it is brought up to date every ten minutes.
const tells = { lastUsed: true, created: true, expiry: true, lastUsedLag: 10 } as const
/** What lets a token do nearly all that its owner may, or act as somebody else. */
const wideScopes = ['api', 'sudo', 'admin_mode']

function ofResource(kind: 'project' | 'group', label: string): TokenKind {
  return {
    kind,
    label,
    owner: kind,
    form: { name, description, expiry, scopes: resourceScopes, role: true },
    support: { list: native, create: native, update, regenerate: native, revoke: native },
    tells,
    wideScopes,
  }
}

/**
 * GitLab as data, gitlab.com and self-managed instances. Sources: gitlabhq/gitlabhq, doc/api/personal_access_tokens.md,
 * project_access_tokens.md and group_access_tokens.md; docs.gitlab.com, "Personal access tokens".
 */
export const record: ProviderRecord = {
  ...commonRecord('GitLab'),
  auditLog: {
    support: none('GitLab keeps its audit events for the owners of paid groups, and Keyrack does not read them.'),
    exports: [],
    namesTokens: false,
  },
  id: 'gitlab',
  name: 'GitLab',
  initials: 'Gl',
  instances: [{ id: 'gitlab-com', name: 'gitlab.com', origin: 'https://gitlab.com', console: 'https://gitlab.com' }],
  custom: {
    label: 'Address of your GitLab',
    placeholder: 'https://gitlab.example.com',
    says: 'As you see it in the browser. Where it is below a path of its host, such as https://example.com/gitlab, with that path.',
  },
  secret: {
    label: 'Access token',
    prefix: 'glpat-',
    pattern: '^glpat-[A-Za-z0-9_-]{20,300}(?:\\.[0-9a-z]{2}\\.[0-9a-z]{9})?$',
    placeholder: `glpat-${'EXAMPLE'.padEnd(20, '0')}`,
  },
  // Tokens of projects and groups look like personal ones (lib/authn/token_field/generator/routable_token.rb).
  shapes: [
    { kind: null, prefix: 'glpat-', pattern: '^glpat-[A-Za-z0-9_-]{20}$', checksum: null },
    {
      kind: null,
      prefix: 'glpat-',
      pattern: '^glpat-[A-Za-z0-9_-]{27,300}\\.[0-9a-z]{2}\\.[0-9a-z]{9}$',
      checksum: null,
    },
  ],
  newTokenPath: '/-/user_settings/personal_access_tokens',
  tokenKinds: [
    {
      kind: 'personal',
      label: 'Personal token',
      owner: 'me',
      form: { name, description, expiry, scopes: personalScopes, role: false },
      support: {
        list: native,
        create: guided(
          'GitLab lets only administrators make personal tokens that are of use by a call.',
          // doc/user/profile/personal_access_tokens.md, "Prefill personal access token details".
          '/-/user_settings/personal_access_tokens?name={name}&description={description}&scopes={scopes}',
          'If GitLab asks for a kind of token, choose the legacy one.',
          'Check the name, the description and the access: GitLab has filled them in.',
          'Set the expiry date that you chose here.',
          'Create the token and copy it. GitLab shows it only once.',
        ),
        update,
        regenerate: native,
        revoke: native,
      },
      tells,
      wideScopes,
    },
    ofResource('project', 'Project token'),
    ofResource('group', 'Group token'),
  ],
  verified: {
    by: 'simulator',
    sources: ['gitlabhq/gitlabhq: its pages on the API and the code behind them'],
  },
}
