import type { ProviderRecord } from '#shared/model/provider'
import { commonRecord, guided, native, none } from '../kit/record.ts'

/** Ids of what signing in needs beside the client's secret. */
export const clientField = 'client'
export const pathField = 'path'

/** Any OAuth 2.0 server as data. Sources: RFC 6749, 7009, 7662 and 8414. */
export const record: ProviderRecord = {
  ...commonRecord('An OAuth 2.0 server'),
  id: 'oauth',
  name: 'OAuth 2.0 server',
  initials: 'OA',
  notice:
    'Keyrack signs in as a client that may ask the server about tokens; it cannot see those that you do not store.',
  instances: [],
  custom: {
    label: 'Address of the server',
    placeholder: 'https://id.example.com',
    says: 'Where its issuer is, without the path. It must describe itself there (RFC 8414 or OpenID Connect).',
  },
  secret: { label: 'Client secret', prefix: '', pattern: '^[\\x20-\\x7e]+$', placeholder: 'EXAMPLE-client-secret' },
  signIn: [
    {
      id: clientField,
      label: 'Client id',
      placeholder: 'keyrack',
      says: 'A client of your own that the server lets ask about tokens (introspection) and revoke them.',
      secret: false,
    },
    {
      id: pathField,
      label: 'Path of the issuer',
      placeholder: '/realms/example',
      says: 'What follows the host in the issuer’s address. A single / where nothing does.',
      secret: false,
    },
  ],
  shapes: [],
  newTokenPath: '',
  tokenKinds: [
    {
      kind: 'token',
      label: 'Access or refresh token',
      owner: 'service-account',
      form: {
        // A server knows no names of tokens: this one, and its limit, are Keyrack's.
        name: {
          label: 'Name',
          required: true,
          min: 1,
          max: 200,
          says: 'What you call it.',
          unique: 'no',
          editable: false,
        },
        expiry: {
          required: false,
          never: true,
          presetDays: [1, 7, 30, 90, 365],
          defaultDays: 30,
          maxDays: null,
          says: 'When it ends, unless the server says so.',
        },
        role: false,
      },
      support: {
        list: none('OAuth 2.0 servers list no tokens: Keyrack knows those that you store.'),
        create: guided(
          'OAuth 2.0 servers issue tokens to programs that sign in, not to Keyrack.',
          '',
          'Get the token where you have it from, such as the program that signed in.',
          'Copy it, and paste it here: Keyrack asks the server what it is before it is stored.',
        ),
        update: none('OAuth 2.0 servers have no call that changes a token.'),
        regenerate: none('A program gets a new token from the server when it signs in again, or by its refresh token.'),
        revoke: native,
      },
      tells: { lastUsed: false, created: true, expiry: true },
    },
  ],
  verified: { by: 'real-server', sources: ['oidc-provider', 'RFC 7009', 'RFC 7662', 'RFC 8414'] },
}
