import type { Evidence, Finding, RuleId, Severity } from '../model/finding.ts'
import type { Instant } from '../model/time.ts'
import { ageText, distanceText } from './ages.ts'
import { dayText } from './dates.ts'
import { count } from './words.ts'

/** What the audit says, in the window, in reports and on the command line. */

export const severityLabels: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
}

export const findingStateLabels: Readonly<Record<Finding['state'], string>> = {
  open: 'Open',
  assigned: 'Assigned',
  accepted: 'Accepted',
  snoozed: 'Snoozed',
  excepted: 'Excepted by the policy',
}

export interface RuleText {
  /** A few words, for lists and headings. */
  readonly title: string
  /** Why it matters. */
  readonly reason: string
  /** What to do about it. */
  readonly todo: string
}

export const ruleTexts: Readonly<Record<RuleId, RuleText>> = {
  'expired-kept': {
    title: 'Expired, but kept',
    reason: 'The token works no more. What is kept of it hides the tokens that matter.',
    todo: 'Regenerate it if it is still needed. Otherwise remove it at its provider, and forget its secret.',
  },
  'due-soon': {
    title: 'Expires soon',
    reason: 'Whatever uses the token stops working when it expires.',
    todo: 'Regenerate it, and replace it where it is used.',
  },
  'never-expires': {
    title: 'Never expires',
    reason: 'If its secret gets out, it works until somebody notices.',
    todo: 'Regenerate it with an expiry, where its provider offers one. Otherwise regenerate it regularly.',
  },
  'lifetime-too-long': {
    title: 'Made for too long',
    reason: 'The token lasts longer than the policy allows.',
    todo: 'Regenerate it with a shorter lifetime.',
  },
  'too-old': {
    title: 'Too old',
    reason: 'Its secret has been the same for longer than the policy allows.',
    todo: 'Regenerate it.',
  },
  'never-used': {
    title: 'Never used',
    reason: 'The token could be used by whoever finds it, and does nothing for anybody else.',
    todo: 'Revoke it, unless somebody is about to use it.',
  },
  unused: {
    title: 'Not used for long',
    reason: 'What used the token is probably gone. Nobody would notice if somebody else began to use it.',
    todo: 'Ask its owner whether it is needed, and revoke it if not.',
  },
  'too-many-rights': {
    title: 'More rights than needed',
    reason: 'With these rights a stolen secret opens nearly everything its owner can reach.',
    todo: 'Make one with only the scopes that its use needs, replace it, and revoke this one.',
  },
  'owner-left': {
    title: 'Owner has left',
    reason: 'Whoever has it or made it is no member any more, and may still know the secret.',
    todo: 'Make a new one under somebody who is there, replace it where it is used, and revoke this one.',
  },
  'no-owner': {
    title: 'Nobody owns it',
    reason: 'Nobody is there who would notice misuse or renew it.',
    todo: 'Find out what it is for and say who takes care of it, or revoke it.',
  },
  'revoked-kept': {
    title: 'Secret of a revoked token',
    reason: 'The token was revoked, and the vault still has its secret, which is of no use.',
    todo: 'Forget the secret.',
  },
  'gone-kept': {
    title: 'Secret of a token that is gone',
    reason: 'Its provider lists the token no more, and the vault still has its secret.',
    todo: 'Forget the secret, unless the token was only moved out of sight.',
  },
  'same-secret': {
    title: 'Same secret in several places',
    reason: 'Whoever gets it in one place has it for all of them, and it cannot be ended in one alone.',
    todo: 'Make a token of its own for each place, and revoke the shared one.',
  },
  'plain-text': {
    title: 'Secret in plain text',
    reason: 'The secret stands in a file, for every program and every backup that can read it.',
    todo: 'Have the tool take it from a keystore or its environment instead, then regenerate the token.',
  },
  'weak-storage': {
    title: 'Weakly protected vault',
    reason: 'This system seals the vault’s key with a constant that is publicly known: a copy of the folder is enough.',
    todo: 'Protect the vault with a passphrase.',
  },
  'name-without-meaning': {
    title: 'Name says nothing',
    reason: 'Nobody can tell from its name what would break without it.',
    todo: 'Give it a name that says what uses it, where its provider lets you, or note that in Keyrack.',
  },
  leaked: {
    title: 'Leaked',
    reason: 'Its provider found the secret in public. Others have it.',
    todo: 'Revoke it now, and look in its provider’s log for what was done with it.',
  },
}

/** Labels of facts, for tables. */
export const evidenceLabels: Readonly<Record<Evidence['fact'], string>> = {
  expires: 'Expiry',
  created: 'Created',
  'last-used': 'Last used',
  'never-used': 'Last used',
  limit: 'Limit',
  lifetime: 'Lifetime',
  rights: 'Rights',
  owner: 'Owner',
  place: 'Place',
  storage: 'Stored',
  'same-as': 'Same secret as',
  revoked: 'Revoked',
  gone: 'Gone',
  leaked: 'Leaked',
  name: 'Name',
  lag: 'Told late',
}

/** What a fact says, without its age: `expired on 12 Mar 2027 (2 days ago)`, `90 days allowed`. */
export function evidenceText(evidence: Evidence, now: Instant): string {
  const { fact, at, days, text = '' } = evidence
  const when = at === undefined ? '' : `${dayText(at)} (${distanceText(at, now)})`
  switch (fact) {
    case 'expires':
      if (at === undefined) return 'Never expires'
      return `${at <= now ? 'Expired' : 'Expires'} on ${when}${text === '' ? '' : `, ${text}`}`
    case 'created':
      return `Made on ${when}`
    case 'last-used':
      return `Last used on ${when}`
    case 'never-used':
      return 'Never used'
    case 'limit':
      return `The policy says ${count(days ?? 0, 'day')}`
    case 'lifetime':
      return `Made for ${count(days ?? 0, 'day')}`
    case 'rights':
      return text
    case 'owner':
      return text === '' ? 'No owner is known' : text
    case 'place':
      return text
    case 'storage':
      return at === undefined ? `Sealed by: ${text}` : `In the vault since ${dayText(at)}`
    case 'same-as':
      return `Also the secret of ${text}`
    case 'revoked':
      return at === undefined ? 'Revoked' : `Revoked on ${when}`
    case 'gone':
      return at === undefined ? 'Listed no more' : `Listed no more since ${when}`
    case 'leaked':
      return [`Found in public${at === undefined ? '' : ` on ${when}`}`, text].filter((part) => part !== '').join(': ')
    case 'name':
      return text === '' ? 'It has no name' : `It is called “${text}”`
    case 'lag':
      return `The provider tells of a use up to ${lagText(days ?? 0)} late`
  }
}

/** How old a fact is: `as of 3 days ago`; empty where it is no fact of a provider's. */
export function evidenceAge({ asOf }: Evidence, now: Instant): string {
  return asOf === null ? '' : `as of ${ageText(asOf, now)}`
}

/** Both, for one line. */
export function evidenceLine(evidence: Evidence, now: Instant): string {
  const age = evidenceAge(evidence, now)
  return age === '' ? evidenceText(evidence, now) : `${evidenceText(evidence, now)}, ${age}`
}

function lagText(days: number): string {
  if (days >= 1) return count(Math.ceil(days), 'day')
  return days * 24 >= 1 ? count(Math.ceil(days * 24), 'hour') : count(Math.ceil(days * 24 * 60), 'minute')
}

/** Why a finding does not count, or did not until now; empty where nobody ever said anything about it. */
export function standingText({ state, decision, exception }: Finding, now: Instant): string {
  // Of an exception that has ended only as long as nothing else holds.
  if (exception !== null && (state === 'excepted' || state === 'open')) {
    const whose = `${exception.owner}: ${exception.reason}`
    return state === 'excepted'
      ? `Excepted by the policy until ${dayText(exception.until)} (${whose})`
      : `The exception in the policy ended on ${dayText(exception.until)} (${whose})`
  }
  if (decision === null) return ''
  const { kind, who, reason, until } = decision
  const hasEnded = until !== null && until <= now
  const by = who === '' ? '' : ` by ${who}`
  const because = reason === '' ? '' : `: ${reason}`
  const end = until === null ? '' : ` until ${dayText(until)}`
  if (kind === 'assigned') {
    return `${hasEnded ? 'Was assigned' : 'Assigned'}${who === '' ? '' : ` to ${who}`}${end}${because}`
  }
  return hasEnded ? `Was ${kind}${by}${end}${because}` : `${findingStateLabels[kind]}${by}${end}${because}`
}
