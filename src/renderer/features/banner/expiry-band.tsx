import { CircleCheck, Clock, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { dayLength, type WarningStep } from '#shared/rules/expiry'
import { quiet, snoozeActions } from '#renderer/data/quiet'
import { showDue } from '#renderer/data/show'
import { useDesk, useListVersion, useStatusTime } from '#renderer/data/use-desk'
import { useFacts, useMirrorState, usePreferences } from '#renderer/data/use-mirror'
import { distanceText, instantTitle } from '#shared/text/ages'
import { expiryText } from '#renderer/text/expiry'
import { shellText } from '#renderer/text/shell'
import { calledBy } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { classNames } from '#renderer/ui/class-names'
import { Menu } from '#renderer/ui/menu'
import { summarize, type ExpirySummary } from './summary.ts'
import styles from './banner.module.css'

/** What has expired and what is about to, nearest first. Always there, so that nothing moves when it changes. */
export function ExpiryBand() {
  const { index, mirror, view } = useDesk()
  const version = useListVersion()
  const now = useStatusTime()
  const loaded = useMirrorState((state) => state.rowsDone)
  const { warningDays } = usePreferences()
  const hasSignIns = useFacts((facts) => facts.expiry.credentials.length > 0)
  const summary = useMemo(() => summaryAt(version, () => summarize(index.entries.values(), now)), [index, version, now])
  const urgent = summary.expired > 0 || summary.due.length > 0

  const Icon = summary.expired > 0 ? TriangleAlert : urgent ? Clock : CircleCheck
  return (
    <div className={classNames(styles['band'], summary.expired > 0 ? styles['expired'] : urgent && styles['due'])}>
      {loaded && (
        <>
          <Icon size={14} aria-hidden className={styles['icon']} />
          <p className={styles['text']} role="status">
            <span className={styles['words']}>
              {urgent
                ? countsText(summary)
                : summary.quiet > 0
                  ? expiryText.quiet(summary.quiet)
                  : calmText(warningDays, summary.calmUntil - now, hasSignIns)}
            </span>
            <Nearest summary={summary} />
          </p>
          {urgent && (
            <>
              <Button
                size="small"
                variant="quiet"
                label={expiryText.iKnowAll(summary.tokenIds.length)}
                onPress={() => void quiet(mirror, summary.tokenIds, { kind: 'known' })}
              >
                {expiryText.iKnow}
              </Button>
              <Menu
                trigger={
                  <Button size="small" variant="quiet">
                    {expiryText.later}
                  </Button>
                }
                label={expiryText.laterAll}
                groups={[snoozeActions(mirror, () => summary.tokenIds)]}
              />
            </>
          )}
          {(urgent || summary.quiet > 0) && (
            <Button size="small" variant="quiet" onPress={() => showDue(view)}>
              {shellText.show}
            </Button>
          )}
        </>
      )}
    </div>
  )
}

function Nearest({ summary: { nearest } }: { readonly summary: ExpirySummary }) {
  const now = useStatusTime()
  if (nearest === null) return null
  const { token } = nearest.row
  if (token.expiry.kind !== 'at') return null
  return (
    <span className={styles['nearest']} title={instantTitle(token.expiry.at)}>
      {shellText.nearest(calledBy(token), distanceText(token.expiry.at, now))}
    </span>
  )
}

function countsText({ expired, due, quiet }: ExpirySummary): string {
  const parts = due.map(({ days, count }, index) => shellText.due(count, days, expired === 0 && index === 0))
  return [
    ...(expired > 0 ? [shellText.expired(expired)] : []),
    ...parts,
    ...(quiet > 0 ? [expiryText.quiet(quiet)] : []),
  ].join(', ')
}

/** Tokens that have other steps may end sooner than the usual ones say, and nobody wants to be warned of them yet. */
function calmText(steps: readonly WarningStep[], calmFor: number, hasSignIns: boolean): string {
  const days = Math.max(0, ...steps)
  if (days === 0) return shellText.noWarnings
  if (calmFor <= days * dayLength) return shellText.noneToWarnOf
  return hasSignIns ? shellText.nothingListedDue(days) : shellText.nothingDue(days)
}

/** Reads something that is changed in place; `version` says that it is another one now. */
function summaryAt(_version: number, read: () => ExpirySummary): ExpirySummary {
  return read()
}
