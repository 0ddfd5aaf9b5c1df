import { Users } from 'lucide-react'
import { useState } from 'react'
import type { TeamOwner } from '#shared/contract/team'
import { useMinute } from '#renderer/data/use-desk'
import { listText, teamText as text } from '#renderer/text/team'
import { classNames } from '#renderer/ui/class-names'
import { EmptyState } from '#renderer/ui/empty-state'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { NoTokens } from '#renderer/ui/no-tokens'
import { Screen } from '#renderer/ui/screen'
import { Segments } from '#renderer/ui/segments'
import { isToLookAt, shownOwners, type OwnerFilter } from './filter.ts'
import { OwnerPanel } from './owner-panel.tsx'
import { OwnerTable } from './owner-table.tsx'
import { useTeam, type Team } from './use-team.ts'
import styles from './team.module.css'

const filters = (['all', 'people', 'shared', 'look'] as const).map((id) => ({ id, label: text.filters[id] }))

/** Who has which tokens, who has left, whose tokens are nobody's, and what would break without them. */
export function TeamScreen() {
  const { team, error } = useTeam()
  const [filter, setFilter] = useState<OwnerFilter>('all')
  const [query, setQuery] = useState('')
  const [picked, setPicked] = useState<string | null>(null)
  const owners = team?.owners ?? []
  const left = owners.filter(({ departures }) => departures.length > 0).length
  const shown = shownOwners(owners, filter, query)
  const current = owners.find(({ key }) => key === picked)
  return (
    <Screen
      title={text.title}
      lead={team !== null && owners.length > 0 && text.lead(owners.length, left)}
      tools={
        owners.length > 0 && (
          <>
            <input
              type="search"
              className={styles['search']}
              aria-label={text.search}
              placeholder={text.search}
              maxLength={200}
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
            <Segments label={text.show} options={filters} value={filter} onChange={setFilter} />
          </>
        )
      }
      notice={error !== null && <FailureNotice error={error} />}
    >
      {team !== null && owners.length === 0 && (
        <NoTokens icon={<Users size={26} strokeWidth={1.5} />} title={text.empty}>
          {text.emptyHelp}
        </NoTokens>
      )}
      {owners.length > 0 && shown.length === 0 && (
        <EmptyState icon={<Users size={26} strokeWidth={1.5} />} title={text.nothing}>
          {text.nothingHelp[query === '' ? filter : 'all']}
        </EmptyState>
      )}
      {shown.length > 0 && <OwnerTable owners={shown} current={picked} onPick={setPicked} />}
      {team?.more === true && <p className={classNames(styles['quiet'], styles['line'])}>{text.tooMany}</p>}
      {current !== undefined && <OwnerPanel key={current.key} owner={current} onClose={() => setPicked(null)} />}
      {owners.length > 0 && <Lists team={team} owners={owners} />}
    </Screen>
  )
}

/** Where it is known from who is a member, with ages and failures. */
function Lists({ team, owners }: { readonly team: Team | null; readonly owners: readonly TeamOwner[] }) {
  const now = useMinute()
  const lists = team?.lists ?? []
  const failed = lists.filter(({ failure }) => failure !== null).length
  if (lists.length === 0) {
    return owners.some(isToLookAt) ? null : (
      <p className={classNames(styles['quiet'], styles['line'])}>{text.noLists}</p>
    )
  }
  return (
    <details className={styles['lists']} open={failed > 0}>
      <summary>
        {text.lists} <span className={styles['quiet']}>{text.listsHelp}</span>
      </summary>
      <ul>
        {lists.map((list) => (
          <li key={`${list.accountId} ${list.owner.kind} ${list.owner.id}`}>{listText(list, now)}</li>
        ))}
      </ul>
    </details>
  )
}
