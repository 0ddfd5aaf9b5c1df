import type { ProviderRecord } from '#shared/model/provider'
import { commonRecord, emulated, native } from '../kit/record.ts'
import { scopes } from './scopes.ts'

const name = 'Linode'
/** So Linode made every token that its own repositories show; those of other applications look the same. */
const pattern = '^[0-9a-f]{64}$'
const placeholder = 'example'.replaceAll(/[^a-f]/g, '0').padEnd(64, '0')

/**
 * Linode (Akamai Cloud) as data. Sources: linode/linode-api-docs (openapi.yaml) and techdocs.akamai.com/linode-api;
 * linode/manager, its Cloud Manager; linode/linodego with its recorded answers.
 */
export const record: ProviderRecord = {
  ...commonRecord(name),
  id: 'linode',
  name,
  initials: 'Li',
  instances: [
    { id: 'linode', name: 'Akamai Cloud', origin: 'https://api.linode.com', console: 'https://cloud.linode.com' },
  ],
  custom: {
    label: 'Address of the API',
    placeholder: 'https://api.linode.example.com',
    says: 'Only where you were given another one, as LINODE_CLI_API_HOST has it for the command line.',
  },
  secret: { label: 'Personal access token', prefix: '', pattern, placeholder },
  shapes: [{ kind: null, prefix: '', pattern, checksum: null }],
  newTokenPath: '/profile/tokens',
  tokenKinds: [
    {
      kind: 'personal',
      label: 'Personal access token',
      owner: 'me',
      form: {
        name: {
          label: 'Label',
          required: true,
          min: 1,
          max: 100,
          says: 'At most 100 characters.',
          unique: 'no',
          editable: true,
        },
        expiry: {
          required: true,
          never: true,
          presetDays: [30, 90, 180, 365],
          defaultDays: 180,
          // Ours: Linode's Cloud Manager takes what is further away than a hundred years for "never".
          maxDays: 36_500,
          says: 'A date, or never. It cannot be changed later.',
        },
        scopes,
        role: false,
      },
      support: {
        list: native,
        create: native,
        update: native,
        regenerate: emulated(
          'Linode cannot give a token a new secret: Keyrack makes a new token, and revokes the old one afterwards.',
        ),
        revoke: native,
      },
      tells: { lastUsed: false, created: true, expiry: true },
    },
  ],
  auditLog: { support: native, exports: [], namesTokens: true },
  verified: {
    by: 'simulator',
    sources: ['Linode’s API description', 'linode/linodego and its recorded answers', 'linode/manager'],
  },
}
