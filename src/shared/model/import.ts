import { z } from 'zod'

/** What a file that secrets are imported from is, told by what is in it. `settings`: any other that places can be in. */
export const importFormatSchema = z.enum([
  'text',
  'env',
  'csv',
  'bitwarden',
  '1pux',
  'kdbx',
  'gh-hosts',
  'pulumi',
  'npmrc',
  'netrc',
  'git-credentials',
  'docker',
  'settings',
])
export type ImportFormat = z.infer<typeof importFormatSchema>

/** Why nothing at all is imported from a file. */
export const importRefusalSchema = z.enum([
  // its size: `limit` of the refusal says how much is read, in bytes, entries, characters, levels or seconds
  'too-large',
  'unpacks-too-large',
  'too-many-entries',
  'field-too-long',
  'too-deep',
  'took-too-long',
  // its text
  'not-text',
  'bad-encoding',
  'broken',
  'unknown-format',
  // tricks
  'yaml-alias',
  'forbidden-name',
  'formula',
  'unsafe-archive',
  // an older version of a format
  'old-format',
  // its protection
  'key-needed',
  'wrong-key',
  'account-key',
  'costly-key',
  'unknown-protection',
])
export type ImportRefusal = z.infer<typeof importRefusalSchema>

/** Why one entry of a file that is imported is not. */
export const leftOutReasonSchema = z.enum([
  // no value, or none of a kind that is a token
  'no-secret',
  'too-short',
  'too-long',
  'not-one-word',
  // neither what it is called nor what it looks like says that it is a secret
  'unlikely',
  // it stands for a value that is somewhere else: `${NAME}`, `op://…`, a keychain
  'elsewhere',
  'deleted',
  'not-understood',
])
export type LeftOutReason = z.infer<typeof leftOutReasonSchema>
