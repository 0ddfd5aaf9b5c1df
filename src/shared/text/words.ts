import type { Owner } from '../model/owner.ts'
import type { Step } from '../model/operation.ts'
import type { Support } from '../model/provider.ts'
import type { OwnCredential, Proof, Scopes, Token } from '../model/token.ts'
import type { Keystore, ProtectionLevel } from '../model/vault.ts'

/** Words that more than one place uses. Each fact has one label. */

// Made once, because counts change with every key press in the search; and when it is needed first, because making it
// takes a good part of what the window's script takes to start.
let numbers: Intl.NumberFormat | null = null

/** `1,204`. */
export function numberText(number: number): string {
  if (Number.isInteger(number) && number >= 0 && number < 1000) return String(number)
  return (numbers ??= new Intl.NumberFormat('en')).format(number)
}

/** `1 day`, `3 days`, `1,204 tokens`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${numberText(number)} ${number === 1 ? one : many}`
}

/** A length of time in words, from seconds, rounded up: `40 seconds`, `2 minutes`, `3 hours`. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds))
  if (whole < 120) return count(whole, 'second')
  const minutes = Math.ceil(whole / 60)
  return minutes < 120 ? count(minutes, 'minute') : count(Math.ceil(minutes / 60), 'hour')
}

/** `a`, `a and b`, `a, b and c`; beyond `shown`, `a, b and 4 more`. */
export function listed(names: readonly string[], shown = 5): string {
  if (names.length > shown) return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

/** What a token is called in a sentence: its name, or its description where its kind has no name. */
export function calledBy(token: Pick<Token, 'name' | 'description' | 'issuerId'>): string {
  return token.name || token.description || token.issuerId
}

export const proofLabels: Readonly<Record<Proof, string>> = {
  'made-here': 'Made in Keyrack',
  proven: 'Proven',
  works: 'Works',
  unchecked: 'Not checked',
}

/** What is known of a stored secret, honestly. */
/** Who says when a token expires, where its issuer does not. */
export const expirySources = { secret: 'says the secret itself', typed: 'typed by hand' } as const

export const proofSentences: Readonly<Record<Proof, string>> = {
  'made-here': 'Keyrack received this secret from the provider when the token was made.',
  proven: 'The provider confirmed that this secret is this token’s.',
  works:
    'The provider accepts this secret and it belongs to the same owner. Which of the owner’s tokens it is, the provider does not say.',
  unchecked: 'This secret could not be tried, so nothing is proven about it.',
}

export const ownLabels: Readonly<Record<OwnCredential, string>> = {
  yes: 'Keyrack signs in with this token',
  no: 'Keyrack does not sign in with this token',
  unknown: 'Keyrack may sign in with this token',
}

/** Statuses of `expiryStatus` and of the filter. */
export const statusLabels = {
  expired: 'Expired',
  due: 'Expires soon',
  fine: 'Fine',
  never: 'Never expires',
  unknown: 'Expiry unknown',
  revoked: 'Revoked',
  gone: 'Gone',
} as const

export const ownerKindLabels: Readonly<Record<Owner['kind'], string>> = {
  me: 'Me',
  organization: 'Organization',
  person: 'Other person',
  team: 'Team',
  group: 'Group',
  project: 'Project',
  'service-account': 'Service account',
}

/** An owner in a list or a sentence: `Me`, `acme`, `acme / platform`. */
export function ownerLabel(owner: Owner): string {
  if (owner.kind === 'me') return ownerKindLabels.me
  const inOrganization = owner.kind === 'team' && owner.organization !== undefined
  return inOrganization ? `${owner.organization ?? ''} / ${owner.name}` : owner.name
}

/** Whom a token belongs to, in a list. An "Other service" token is nobody's at a provider: that is what the person typed. */
export function ownerText({ owner, service }: Pick<Token, 'owner' | 'service'>): string {
  return service !== undefined && owner.name !== '' ? owner.name : ownerLabel(owner)
}

/** A token with its owner, as the subject of a sentence: `Your token “laptop”`, `The token “ci” of the team platform`. */
export function tokenInSentence(token: Pick<Token, 'name' | 'description' | 'issuerId' | 'owner'>): string {
  const { owner } = token
  const name = `“${calledBy(token)}”`
  switch (owner.kind) {
    case 'me':
      return `Your token ${name}`
    case 'organization':
      return `The token ${name} of the organization ${owner.name}`
    case 'team':
      return `The token ${name} of the team ${ownerLabel(owner)}`
    case 'person':
      return `The token ${name} of ${owner.name}`
    case 'group':
      return `The token ${name} of the group ${owner.name}`
    case 'project':
      return `The token ${name} of the project ${owner.name}`
    case 'service-account':
      return `The token ${name} of the service account ${owner.name}`
  }
}

/** `No access`, `Full access`, the names, or nothing known. */
export function scopesLabel(scopes: Scopes): string {
  switch (scopes.kind) {
    case 'none':
      return 'No access'
    case 'full':
      return 'Full access'
    case 'listed':
      return scopes.names.join(', ')
    case 'unknown':
      return 'Unknown'
  }
}

export const stepLabels: Readonly<Record<Step, string>> = {
  intended: 'Not sent',
  sent: 'Not finished',
  answered: 'New secret not stored',
  'answer-lost': 'Answer lost',
  stored: 'New secret stored',
  checked: 'New secret works',
  revoking: 'Revoking the old token',
  done: 'Done',
  abandoned: 'Ended early',
}

/** Why an operation is not a plain call of the provider; empty where it is. */
export function supportReason(support: Support): string {
  return support.how === 'native' ? '' : support.reason
}

export const protectionLabels: Readonly<Record<ProtectionLevel, string>> = {
  strong: 'Strong',
  weak: 'Weak',
  unknown: 'Unknown',
  none: 'None',
}

/** The system's keystore inside a sentence. */
function keystoreInSentence({ platform, tag }: Keystore): string {
  if (platform === 'darwin') return 'the macOS Keychain'
  if (platform === 'win32') return 'Windows data protection'
  return tag === 'v12' ? 'the desktop’s secret portal' : 'the desktop keyring'
}

/** What the level means on this platform, in one or two sentences. */
export function protectionSentence(keystore: Keystore): string {
  const store = keystoreInSentence(keystore)
  switch (keystore.level) {
    case 'strong':
      return keystore.platform === 'win32'
        ? `The key of the vault is sealed by ${store}. It opens only for your Windows user on this computer.`
        : `The key of the vault is sealed by ${store}. It opens only after you have signed in to this computer.`
    case 'weak':
      return 'This system seals the key with a constant that is publicly known. Anyone who copies the vault’s folder could open it.'
    case 'unknown':
      return 'This system sealed the key in a way Keyrack does not know, so Keyrack does not count on it.'
    case 'none':
      return 'This system offers no keystore, so the key of the vault cannot be sealed by it.'
  }
}
