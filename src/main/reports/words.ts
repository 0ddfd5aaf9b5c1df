import type { Audit, Finding, Subject } from '#shared/model/finding'
import type { Instant } from '#shared/model/time'
import { doesCount } from '#shared/rules/finding-state'
import { ageText } from '#shared/text/ages'
import { dayText } from '#shared/text/dates'
import { evidenceLine } from '#shared/text/findings'
import { count, numberText } from '#shared/text/words'

/** Sentences of reports. Names of strangers are in them as they are: each writer makes them harmless in its own way. */

/** What the finding stands on, each fact with its age. */
export function reasonsOf({ evidence }: Finding, now: Instant): string[] {
  return evidence.map((one) => evidenceLine(one, now))
}

/** Whose it is and where: `GitLab, work, acme`. Empty for what is about the vault itself. */
export function whereabouts({ providerName, account, owner }: Subject): string {
  return [providerName, account, owner].filter((part) => part !== '').join(', ')
}

/** The audit in one sentence: `12 findings on 340 tokens, 3 more do not count.` */
export function summaryText({ findings, tokens }: Audit): string {
  const open = findings.filter(doesCount).length
  const quiet = findings.length - open
  const rest = quiet === 0 ? '' : `; ${numberText(quiet)} more ${quiet === 1 ? 'does' : 'do'} not count`
  return `${count(open, 'finding')} on ${count(tokens, 'token')}${rest}.`
}

/** What has changed since the audit before; empty for the first. */
export function changeText({ trend }: Audit): string {
  const since = trend.at(-1)?.since
  if (since === undefined || since === null) return ''
  return `Since ${dayText(since.at)}: ${numberText(since.came)} new, ${numberText(since.went)} gone.`
}

/** A part of the list that nothing could be said about. */
export function unjudgedText({ account, owner, kind, asOf }: Audit['unjudged'][number], now: Instant): string {
  const what = [kind, owner, account].filter((part) => part !== '').join(', ')
  return asOf === null ? `${what}: never listed` : `${what}: last listed ${ageText(asOf, now)}`
}

/** An exception of the policy that covers nothing any more. */
export function endedText({ rules, about, owner, reason, until }: Audit['endedExceptions'][number]): string {
  const what = [rules.length === 0 ? 'every rule' : rules.join(', '), about].filter((part) => part !== '').join(' for ')
  return `Ended ${dayText(until)}: ${what} (${owner}: ${reason})`
}
