import type { ExpiryRule, ProviderRecord, TextRule, TokenKind } from '#shared/model/provider'
import { commonRecord, emulated, guided, native, none } from '../kit/record.ts'
import { classicScopes } from './scopes.ts'
import { shapes } from './shapes.ts'

const classicPage = '/settings/tokens'
const finePage = '/settings/personal-access-tokens'

const list = none(
  'GitHub lists nobody’s tokens: Keyrack knows the one it signs in with and those it has the secret of.',
)
const update = none('A token is changed on GitHub’s own page, and GitHub tells nobody what became of it.')

const revoke = (page: string) =>
  guided(
    'GitHub ends a token on its own page only, or by its value, which tells its owner that it leaked.',
    page,
    'Find the token by its name.',
    'Choose Delete, and confirm it.',
  )

const regenerate = (page: string) =>
  guided(
    'GitHub gives a token a new secret on its own page only.',
    page,
    'Open the token by its name.',
    'Choose Regenerate token, and when it is to end.',
    'Copy the new secret. GitHub shows it only once, and the old one is dead.',
  )

/** GitHub publishes no limit for the note of a classic token; this one is Keyrack's. */
const note: TextRule = {
  label: 'Note',
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
  presetDays: [7, 30, 60, 90, 180, 365],
  defaultDays: 30,
  maxDays: 366,
  says: 'At most a year ahead, or never. An organization may allow less.',
}

const tells = { lastUsed: false, created: false, expiry: true } as const

const classic: TokenKind = {
  kind: 'classic',
  label: 'Classic token',
  owner: 'me',
  form: { name: note, expiry, scopes: classicScopes, role: false },
  support: {
    list,
    create: guided(
      'GitHub lets nobody make tokens by a call.',
      // github.com fills its form in from these two, as it says nowhere but does since 2014.
      `${classicPage}/new?description={name}&scopes={scopes}`,
      'Check the note and the scopes: GitHub has filled them in.',
      'Set the expiration that you chose here.',
      'Choose Generate token, and copy it. GitHub shows it only once.',
    ),
    update,
    regenerate: regenerate(classicPage),
    revoke: revoke(classicPage),
  },
  tells,
  wideScopes: ['repo', 'admin:org', 'delete_repo'],
}

const fineGrained: TokenKind = {
  kind: 'fine-grained',
  label: 'Fine-grained token',
  owner: 'me',
  form: {
    name: { ...note, label: 'Name', max: 40, says: 'At most 40 characters.' },
    description: { ...note, label: 'Description', required: false, min: 0, max: 1000 },
    expiry,
    role: false,
  },
  support: {
    list,
    create: guided(
      'GitHub lets nobody make tokens by a call.',
      // Documented until May 2026, and taken out as it did not work for everybody (github/docs#44419).
      `${finePage}/new?name={name}&description={description}&expires_in={days}`,
      'Enter the name and the expiration, unless GitHub has filled them in.',
      'Choose the resource owner, the repositories and the permissions.',
      'Choose Generate token, and copy it. GitHub shows it only once.',
    ),
    update,
    regenerate: regenerate(finePage),
    revoke: revoke(finePage),
  },
  tells,
}

/** Only GitHub Apps may see them: the calls refuse personal tokens. */
const grant: TokenKind = {
  kind: 'grant',
  label: 'Access to the organization',
  owner: 'organization',
  form: { expiry, role: false },
  support: {
    list: native,
    create: none('A person asks for access with a token of their own, and an owner of the organization grants it.'),
    update: none('What a token may do in the organization is changed by its owner, on GitHub’s page.'),
    regenerate: none('Only the person whose token it is can give it a new secret.'),
    revoke: emulated(
      'GitHub ends the token’s access to this organization only: the token itself stays alive elsewhere.',
    ),
  },
  tells: { lastUsed: true, created: true, expiry: true },
}

/** GitHub as data. Sources: docs.github.com, and its OpenAPI description as in @octokit/openapi-types 29. */
export const record: ProviderRecord = {
  ...commonRecord('GitHub'),
  auditLog: {
    support: none('GitHub keeps the log of tokens for enterprises only, and Keyrack does not read it.'),
    exports: [],
    namesTokens: false,
  },
  // docs.github.com/rest/credentials/revoke: public, for github.com; it cannot be undone, and the owners are mailed.
  revokeByValue: {
    support: native,
    most: 1000,
    values: [
      { prefix: 'ghp_', label: 'Personal token (classic)' },
      { prefix: 'github_pat_', label: 'Fine-grained token' },
      { prefix: 'gho_', label: 'Token of an OAuth app' },
      { prefix: 'ghu_', label: 'Token of an app for a person' },
      { prefix: 'ghr_', label: 'Refresh token' },
    ],
    warning:
      'GitHub ends these tokens for everybody who uses them, whoever they belong to, and mails their owners that they ' +
      'leaked. This cannot be undone. GitHub only says that it took them: whether they are dead, Keyrack tries afterwards.',
  },
  id: 'github',
  name: 'GitHub',
  initials: 'Gh',
  instances: [
    { id: 'github-com', name: 'github.com', origin: 'https://api.github.com', console: 'https://github.com' },
  ],
  custom: {
    label: 'Address of your GitHub',
    placeholder: 'https://github.example.com',
    says: 'The host of your GitHub Enterprise Server, or of your enterprise at ghe.com.',
  },
  secret: {
    label: 'Token',
    prefix: 'gh',
    pattern: '^(?:gh[pousr]_[A-Za-z0-9._-]{36,1000}|github_pat_[A-Za-z0-9_]{36,255})$',
    placeholder: `ghp_${'EXAMPLE'.padEnd(30, '0')}25CPhF`,
  },
  shapes,
  newTokenPath: `${finePage}/new`,
  tokenKinds: [classic, fineGrained, grant],
  verified: {
    by: 'simulator',
    sources: ['GitHub’s OpenAPI description', 'its pages on personal tokens and on revoking them'],
  },
}
