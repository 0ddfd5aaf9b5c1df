import { Rows3 } from 'lucide-react'
import { useMemo } from 'react'
import type { Finding } from '#shared/model/finding'
import type { FindingGrouping } from '#shared/model/preferences'
import { doesCount } from '#shared/rules/finding-state'
import { auditViewText as text } from '#renderer/text/audit-view'
import { findingStateLabels, ruleTexts } from '#shared/text/findings'
import { Button } from '#renderer/ui/button'
import screen from '#renderer/ui/screen.module.css'
import { ChoiceMenu } from '#renderer/ui/choice-menu'
import { FilterChip } from '#renderer/ui/filter-chip'
import { areFiltering, noFindingFilters, type Arranged, type FindingFilters } from './arrange.ts'
import { allRules } from './names.ts'
import { useAuditDesk, useAuditView, useFindings } from './use-audit.ts'
import styles from './audit.module.css'

const groups = (['severity', 'rule', 'owner', 'provider'] as const).map((id) => ({ id, label: text.groups[id] }))
const states = (['open', 'assigned', 'accepted', 'snoozed', 'excepted'] as const).map((id) => {
  return { id, label: findingStateLabels[id] }
})

/** How the findings are grouped, which of them are shown, and how many that are. */
export function FilterLine({ arranged }: { readonly arranged: Arranged }) {
  const { view } = useAuditDesk()
  const findings = useFindings((state) => state.findings)
  const filters = useAuditView((state) => state.filters)
  const groupBy = useAuditView((state) => state.groupBy)
  const there = useMemo(() => optionsIn(findings), [findings])
  const change = (some: Partial<FindingFilters>) => view.setFilters({ ...filters, ...some })
  return (
    <>
      <div className={styles['filters']}>
        <ChoiceMenu<FindingGrouping>
          trigger={
            <Button size="small" variant="quiet" icon={<Rows3 size={13} aria-hidden />}>
              {text.groupedBy(groupBy)}
            </Button>
          }
          label={text.groupBy}
          mode="one"
          options={groups}
          chosen={[groupBy]}
          // Choosing the same again leaves none, and it has to be one.
          onChange={([chosen]) => chosen !== undefined && view.setGroupBy(chosen)}
        />
        <FilterChip
          label={text.rule}
          mode="many"
          options={there.rules}
          chosen={filters.rules}
          onChange={(rules) => change({ rules })}
        />
        <FilterChip
          label={text.provider}
          mode="many"
          options={there.providers}
          chosen={filters.providers}
          onChange={(providers) => change({ providers })}
        />
        <FilterChip
          label={text.state}
          mode="many"
          options={states}
          chosen={filters.states}
          onChange={(chosen) => change({ states: chosen })}
        />
        <FilterChip
          label={text.onlyNew}
          mode="one"
          options={[{ id: 'new', label: text.onlyNewChoice }]}
          chosen={filters.onlyNew ? ['new'] : []}
          onChange={(chosen) => change({ onlyNew: chosen.length > 0 })}
        />
        <Aside aside={there.aside} filters={filters} />
        {areFiltering(filters) && (
          <Button size="small" variant="quiet" onPress={() => view.setFilters(noFindingFilters)}>
            {text.clearFilters}
          </Button>
        )}
      </div>
      <span className={screen['count']} role="status">
        {text.shown(
          arranged.findings.length,
          filters.states.length === 0 ? findings.length - there.aside : findings.length,
        )}
      </span>
      {arranged.findings.length > 0 && (
        <Button size="small" variant="quiet" onPress={() => view.setSelected(arranged.findings.map(({ id }) => id))}>
          {text.selectAll}
        </Button>
      )}
    </>
  )
}

const setAside = ['accepted', 'snoozed', 'excepted'] as const

/** What was set aside is not shown, but said; one press brings it in. */
function Aside({ aside, filters }: { readonly aside: number; readonly filters: FindingFilters }) {
  const { view } = useAuditDesk()
  const areShown = setAside.every((state) => filters.states.includes(state))
  if (aside === 0) return null
  return (
    <Button
      size="small"
      variant="quiet"
      onPress={() => view.setFilters({ ...filters, states: areShown ? [] : setAside })}
    >
      {text.aside(aside)} · {areShown ? text.hideAside : text.showAside}
    </Button>
  )
}

/** The rules and providers that have findings, and how many findings do not count. */
function optionsIn(findings: readonly Finding[]) {
  const rules = new Set(findings.map(({ rule }) => rule))
  const providers = new Map(findings.map(({ subject }) => [subject.provider, subject.providerName || text.vault]))
  return {
    rules: allRules.filter((id) => rules.has(id)).map((id) => ({ id, label: ruleTexts[id].title })),
    providers: [...providers].map(([id, label]) => ({ id, label })),
    aside: findings.reduce((sum, finding) => sum + (doesCount(finding) ? 0 : 1), 0),
  }
}
