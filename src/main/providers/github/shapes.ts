import type { SecretShape } from '#shared/model/provider'

// https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/

/** Thirty characters, and six that are their checksum. */
function checked(prefix: string, kind: string | null): SecretShape {
  return { kind, prefix, pattern: `^${prefix}[A-Za-z0-9]{36}$`, checksum: 'github' }
}

/** How values look: personal tokens, those of OAuth apps, of apps for a person, of installations, and for refreshing. */
export const shapes: SecretShape[] = [
  checked('ghp_', 'classic'),
  // How a fine-grained token is checked is not published.
  {
    kind: 'fine-grained',
    prefix: 'github_pat_',
    pattern: '^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$',
    checksum: null,
  },
  ...['gho_', 'ghu_', 'ghs_', 'ghr_'].map((prefix) => checked(prefix, null)),
  // Of those for refreshing GitHub shows longer ones (docs.github.com, "Refreshing user access tokens").
  { kind: null, prefix: 'ghr_', pattern: '^ghr_[A-Za-z0-9]{76}$', checksum: null },
  // The newer, longer ones of installations have a signed body and no checksum of this kind.
  { kind: null, prefix: 'ghs_', pattern: '^ghs_[A-Za-z0-9._-]{40,1000}$', checksum: null },
]

/** What a value is by its beginning; `other` for those of before 2021, which have none. */
export type ValueKind = 'classic' | 'fine-grained' | 'oauth' | 'app-user' | 'installation' | 'refresh' | 'other'

const beginnings: readonly (readonly [string, ValueKind])[] = [
  ['ghp_', 'classic'],
  ['github_pat_', 'fine-grained'],
  ['gho_', 'oauth'],
  ['ghu_', 'app-user'],
  ['ghs_', 'installation'],
  ['ghr_', 'refresh'],
]

export function valueKind(value: string): ValueKind {
  return beginnings.find(([prefix]) => value.startsWith(prefix))?.[1] ?? 'other'
}
