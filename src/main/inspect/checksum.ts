import { crc32, hasGithubChecksum } from '#shared/rules/github-checksum'

interface Rule {
  readonly form: RegExp
  readonly isRight: (value: string) => boolean
  /** Is the way it is made published? Then one that differs is wrong; otherwise it only tells nothing. */
  readonly isPublished: boolean
}

const rules: readonly Rule[] = [
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  { form: /^gh[opurs]_[A-Za-z0-9]{36}$/, isRight: hasGithubChecksum, isPublished: true },
  // "The last six characters … CRC32 checksum … in our Base62": https://github.blog/2021-09-23-announcing-npms-new-access-token-format/
  { form: /^npm_[A-Za-z0-9]{36}$/, isRight: hasGithubChecksum, isPublished: true },
  // Routable tokens: https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/
  { form: /^gl[a-z]+-[\w-]{27,300}\.[0-9a-z]{9}$/, isRight: hasGitlabChecksum, isPublished: true },
  // The later ones with their version in them: that they are made the same way is not published.
  { form: /^gl[a-z]+-[\w-]{27,300}\.[0-9a-z]{2}\.[0-9a-z]{9}$/, isRight: hasGitlabChecksum, isPublished: false },
]

/** The last seven characters are the CRC-32 of all before them, in base 36. */
function hasGitlabChecksum(value: string): boolean {
  return crc32(value.slice(0, -7)).toString(36).padStart(7, '0') === value.slice(-7)
}

/** Is the checksum that a value carries right? Null where it has none that can be checked. */
export function checksumOf(value: string): 'right' | 'wrong' | null {
  const rule = rules.find(({ form }) => form.test(value))
  if (rule === undefined) return null
  if (rule.isRight(value)) return 'right'
  return rule.isPublished ? 'wrong' : null
}
