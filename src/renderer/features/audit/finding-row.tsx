import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import type { Finding } from '#shared/model/finding'
import { useMinute } from '#renderer/data/use-desk'
import { auditViewText as text } from '#renderer/text/audit-view'
import { evidenceText, findingStateLabels, ruleTexts } from '#shared/text/findings'
import { numberText } from '#shared/text/words'
import { Badge } from '#renderer/ui/badge'
import { classNames } from '#renderer/ui/class-names'
import type { Group } from './arrange.ts'
import { Level } from './level.tsx'
import styles from './list.module.css'

interface Place {
  /** Place in the list, from 0. */
  readonly index: number
  readonly top: number
  /** It holds the keyboard. */
  readonly isActive: boolean
}

interface GroupRowProps extends Place {
  readonly group: Group
  readonly isOpen: boolean
}

/** The heading of a group: opens and closes it. */
export const GroupRow = memo(function GroupRow({ group, isOpen, ...place }: GroupRowProps) {
  const Icon = isOpen ? ChevronDown : ChevronRight
  return (
    <div
      role="row"
      aria-rowindex={place.index + 1}
      aria-level={1}
      aria-expanded={isOpen}
      data-index={place.index}
      tabIndex={place.isActive ? 0 : -1}
      className={classNames(styles['row'], styles['group'])}
      style={{ transform: `translateY(${place.top}px)` }}
    >
      <div role="gridcell" className={styles['heading']}>
        <Icon size={14} aria-hidden />
        <span className={styles['dot']} data-severity={group.worst} aria-hidden />
        <span className={styles['groupName']} title={group.label}>
          {group.label}
        </span>
        <span className={styles['number']}>{numberText(group.findings.length)}</span>
      </div>
    </div>
  )
})

interface FindingRowProps extends Place {
  readonly finding: Finding
  /** Place in its group, from 1, and how many there are. */
  readonly position: number
  readonly size: number
  readonly isSelected: boolean
  readonly isCurrent: boolean
}

/** One finding: what is wrong with which token, on what it stands, and whether somebody has decided about it. */
export const FindingRow = memo(function FindingRow(props: FindingRowProps) {
  const { finding, index } = props
  const { rule, severity, subject, evidence, state, decision, isNew } = finding
  const now = useMinute()
  const facts = evidence.slice(0, 3).map((one) => evidenceText(one, now))
  const about = [subject.owner, subject.account].filter((one) => one !== '').join(' · ')
  const who = state === 'assigned' && decision !== null ? decision.who : ''
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-level={2}
      aria-posinset={props.position}
      aria-setsize={props.size}
      aria-selected={props.isSelected}
      data-index={index}
      data-finding={finding.id}
      tabIndex={props.isActive ? 0 : -1}
      className={classNames(
        styles['row'],
        props.isSelected && styles['selected'],
        props.isCurrent && styles['current'],
        state !== 'open' && state !== 'assigned' && styles['aside'],
      )}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <div role="gridcell" className={styles['finding']}>
        <span className={styles['check']} data-check="" aria-hidden />
        <Level severity={severity} />
        <span className={styles['what']}>
          <span className={styles['title']}>{ruleTexts[rule].title}</span>
          <span className={styles['quiet']} title={facts.join('\n')}>
            {facts.join(' · ')}
          </span>
        </span>
        <span className={styles['what']}>
          <span className={styles['token']} title={subject.name}>
            {subject.name}
          </span>
          <span className={styles['quiet']} title={`${subject.providerName}\n${about}`}>
            {[subject.providerName, about].filter((one) => one !== '').join(' · ')}
          </span>
        </span>
        <span className={styles['badges']}>
          {isNew && <Badge tone="accent">{text.new}</Badge>}
          {state !== 'open' && <Badge tone="quiet">{who === '' ? findingStateLabels[state] : who}</Badge>}
        </span>
      </div>
    </div>
  )
})
