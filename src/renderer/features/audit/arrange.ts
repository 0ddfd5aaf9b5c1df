import type { FindingGrouping } from '#shared/model/preferences'
import type { Finding, RuleId, Severity } from '#shared/model/finding'
import { doesCount } from '#shared/rules/finding-state'
import { fold, matchesTerms, queryTerms } from '#shared/rules/search'
import { ruleTexts, severityLabels } from '#shared/text/findings'
import { auditViewText as text } from '#renderer/text/audit-view'
import { weightOf } from './names.ts'

/** What of the findings is shown; an empty list means any, but for `states`, where it means those that count. */
export interface FindingFilters {
  readonly severities: readonly Severity[]
  readonly rules: readonly RuleId[]
  readonly providers: readonly string[]
  readonly states: readonly Finding['state'][]
  readonly onlyNew: boolean
}

export const noFindingFilters: FindingFilters = {
  severities: [],
  rules: [],
  providers: [],
  states: [],
  onlyNew: false,
}

/** Does any of them leave a finding out? */
export function areFiltering({ severities, rules, providers, states, onlyNew }: FindingFilters): boolean {
  return onlyNew || [severities, rules, providers, states].some((chosen) => chosen.length > 0)
}

export interface Wanted {
  readonly groupBy: FindingGrouping
  readonly filters: FindingFilters
  readonly query: string
  /** Keys of the groups of which only the heading is shown. */
  readonly closed: ReadonlySet<string>
}

export interface Group {
  readonly key: string
  readonly label: string
  readonly findings: readonly Finding[]
  readonly worst: Severity
}

/** One line of the list: the heading of a group, or a finding of it with its place there, from 1. */
export type Line =
  | { readonly kind: 'group'; readonly key: string; readonly group: Group; readonly isOpen: boolean }
  | {
      readonly kind: 'finding'
      readonly key: string
      readonly group: Group
      readonly finding: Finding
      readonly position: number
    }

export interface Arranged {
  readonly lines: readonly Line[]
  /** The place of a line by its key, from 0; -1 where it is not shown. */
  readonly indexOf: (key: string) => number
  /** All that passed the filters, in groups that are closed too. */
  readonly findings: readonly Finding[]
}

const haystacks = new WeakMap<Finding, string>()

/** What a search looks at, folded; made once for each finding. */
function haystackOf(finding: Finding): string {
  let haystack = haystacks.get(finding)
  if (haystack === undefined) {
    const { rule, severity, subject, decision, exception, evidence } = finding
    const told = evidence.map((one) => one.text ?? '')
    const about = [subject.name, subject.providerName, subject.account, subject.owner, subject.kind]
    const said = [decision?.who, decision?.reason, exception?.owner, exception?.reason]
    haystack = fold([ruleTexts[rule].title, rule, severity, ...about, ...told, ...said].join('\n'))
    haystacks.set(finding, haystack)
  }
  return haystack
}

/** Has findings ready to be searched: all of them at the first key pressed would be felt. */
export function readyForSearch(findings: readonly Finding[]): void {
  for (const finding of findings) haystackOf(finding)
}

function passes(finding: Finding, { severities: levels, rules, providers, states, onlyNew }: FindingFilters): boolean {
  return (
    (states.length === 0 ? doesCount(finding) : states.includes(finding.state)) &&
    (levels.length === 0 || levels.includes(finding.severity)) &&
    (rules.length === 0 || rules.includes(finding.rule)) &&
    (providers.length === 0 || providers.includes(finding.subject.provider)) &&
    (!onlyNew || finding.isNew)
  )
}

/** Which group a finding is in. What is about the vault itself has neither owner nor provider. */
function groupOf(
  { severity, rule, subject }: Finding,
  by: FindingGrouping,
): { readonly key: string; readonly label: string } {
  switch (by) {
    case 'severity':
      return { key: severity, label: severityLabels[severity] }
    case 'rule':
      return { key: rule, label: ruleTexts[rule].title }
    case 'owner':
      if (subject.provider === '') return { key: '', label: text.vault }
      return {
        key: `${subject.accountId}\n${subject.owner}`,
        label: subject.account === '' ? subject.owner : `${subject.owner} · ${subject.account}`,
      }
    case 'provider':
      return { key: subject.provider, label: subject.providerName || text.vault }
  }
}

/** Worst first, then what there is most of. */
function compareGroups(one: Group, other: Group): number {
  return (
    weightOf(other.worst) - weightOf(one.worst) ||
    other.findings.length - one.findings.length ||
    one.label.localeCompare(other.label)
  )
}

/** Asked for after every key, mostly for the line that it was before or the one beside it: there is no map of all lines. */
function placesIn(lines: readonly Line[]): Arranged['indexOf'] {
  let last = 0
  return (key) => {
    const near = [last, last + 1, last - 1].find((index) => lines[index]?.key === key)
    const found = near ?? lines.findIndex((line) => line.key === key)
    if (found >= 0) last = found
    return found
  }
}

/** The findings as the list shows them: those that are wanted, under their groups. They come worst first and stay so. */
export function arrange(findings: readonly Finding[], { groupBy, filters, query, closed }: Wanted): Arranged {
  const terms = queryTerms(query)
  const groups = new Map<string, { key: string; label: string; findings: Finding[]; worst: Severity }>()
  for (const finding of findings) {
    if (!passes(finding, filters) || (terms.length > 0 && !matchesTerms(haystackOf(finding), terms))) continue
    const { key, label } = groupOf(finding, groupBy)
    const group = groups.get(key)
    if (group === undefined) {
      groups.set(key, { key, label, findings: [finding], worst: finding.severity })
    } else {
      group.findings.push(finding)
      if (weightOf(finding.severity) > weightOf(group.worst)) group.worst = finding.severity
    }
  }
  const lines: Line[] = []
  const ordered = [...groups.values()].sort(compareGroups)
  for (const group of ordered) {
    const isOpen = !closed.has(group.key)
    lines.push({ kind: 'group', key: `group ${group.key}`, group, isOpen })
    if (!isOpen) continue
    group.findings.forEach((finding, index) => {
      lines.push({ kind: 'finding', key: finding.id, group, finding, position: index + 1 })
    })
  }
  return {
    lines,
    indexOf: placesIn(lines),
    findings: ordered.flatMap((group) => group.findings),
  }
}
