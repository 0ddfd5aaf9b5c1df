import type { RecordChange } from '#main/ports/records'
import { heldRecord } from './world.ts'

/** What the frozen samples hold: a record of each kind. Never changed; a new sample gets records of its own. */
export const sampleRecords: readonly RecordChange[] = [
  {
    put: 'account',
    id: 'account-1',
    value: {
      provider: 'pulumi',
      name: 'Work',
      origin: 'https://api.pulumi.example',
      console: 'https://app.pulumi.example',
      identity: { id: 'u1', login: 'kim', name: 'Kim', kind: 'person', organizations: [], teams: [] },
      addedAt: 1_772_366_400_000,
      checkedAt: 1_772_366_400_000,
      credentialError: null,
      fingerprint: 'f'.repeat(43),
      ownTokenId: null,
      notOwnTokenIds: [],
    },
  },
  {
    put: 'credential',
    id: 'account-1',
    value: { origin: 'https://api.pulumi.example', value: 'pul-EXAMPLE-credential' },
  },
  { put: 'held', id: 'secret-1', value: heldRecord(1) },
  { put: 'secret', id: 'secret-1', value: { value: 'pul-EXAMPLE-secret' } },
  { put: 'annotation', id: 'account-1:part-1:token-1', value: { tags: ['ci'], notes: 'Ключ für 漢字 🗝' } },
  {
    put: 'other',
    id: 'other-1',
    value: {
      name: 'Mail gateway',
      service: 'Mailer',
      serviceUrl: 'https://mail.example',
      owner: 'Ops',
      expiry: { kind: 'never' },
      manageUrl: '',
      createdAt: 1_772_366_400_000,
      changedAt: 1_772_366_400_000,
    },
  },
  {
    put: 'operation',
    id: 'operation-1',
    value: {
      operation: {
        id: 'operation-1',
        kind: 'create',
        accountId: 'account-1',
        provider: 'pulumi',
        owner: { kind: 'me', id: 'me', name: 'Kim' },
        tokenKind: 'personal',
        tokenName: 'deploy',
        emulated: false,
        step: 'stored',
        startedAt: 1_772_366_400_000,
        changedAt: 1_772_366_401_000,
        error: null,
        candidates: [],
      },
      idsBefore: ['t1', 't2'],
    },
  },
]
