import { type Finding, ruleIds, severities, type Severity } from '#shared/model/finding'
import { byUrgency } from '#shared/rules/finding-order'

/** From the worst on. */
export const worstFirst: readonly Severity[] = [...severities].reverse()

const places = new Map(ruleIds.map((id, at) => [id, at]))

/** By code units, so that a report of the same audit is the same on every computer. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function compare(a: Finding, b: Finding): number {
  return (
    severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
    (places.get(a.rule) ?? 0) - (places.get(b.rule) ?? 0) ||
    byUrgency(a, b) ||
    byText(a.subject.providerName, b.subject.providerName) ||
    byText(a.subject.account, b.subject.account) ||
    byText(a.subject.owner, b.subject.owner) ||
    byText(a.subject.name, b.subject.name) ||
    byText(a.id, b.id)
  )
}

/** Worst first, then by rule, by how soon they are due and by whom they are about; those that do not count among them. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(compare)
}

/** In the order in which keys come first. */
export function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
