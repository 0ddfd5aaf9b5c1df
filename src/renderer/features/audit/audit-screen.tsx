import { auditViewText as text } from '#renderer/text/audit-view'
import screen from '#renderer/ui/screen.module.css'
import { SrOnly } from '#renderer/ui/sr-only'
import { AuditHeader } from './audit-header.tsx'
import { FilterLine } from './filter-line.tsx'
import { FindingList } from './finding-list.tsx'
import { Notices } from './notices.tsx'
import { NothingToShow } from './nothing-to-show.tsx'
import { SelectionLine } from './selection-line.tsx'
import { Summary } from './summary.tsx'
import { useArranged, useAuditView, useFollowAudit } from './use-audit.ts'

/** What the audit has found: how much and since when, the findings in groups, and what to do with many of them. */
export function AuditScreen() {
  useFollowAudit()
  const arranged = useArranged()
  const isPicking = useAuditView(({ selected }) => selected.size > 0)
  return (
    <section className={screen['screen']}>
      <h2>
        <SrOnly>{text.title}</SrOnly>
      </h2>
      <AuditHeader />
      <Summary />
      <Notices />
      <div className={screen['bar']}>
        {isPicking ? <SelectionLine arranged={arranged} /> : <FilterLine arranged={arranged} />}
      </div>
      <div className={screen['body']}>
        <FindingList arranged={arranged} />
        <NothingToShow arranged={arranged} />
      </div>
    </section>
  )
}
