import { CalendarCheck, CalendarRange, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { TimelineGrouping } from '#shared/model/preferences'
import { call } from '#renderer/data/bridge'
import type { Entry } from '#renderer/data/entry'
import { useDesk, useListVersion, useMinute } from '#renderer/data/use-desk'
import { useMirrorState, usePreferences } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { calendarWords } from '#renderer/text/calendar'
import { timelineText as text } from '#renderer/text/timeline'
import { Button } from '#renderer/ui/button'
import { EmptyState } from '#renderer/ui/empty-state'
import { NoTokens } from '#renderer/ui/no-tokens'
import { Screen } from '#renderer/ui/screen'
import { Segments } from '#renderer/ui/segments'
import { Chart } from './chart.tsx'
import { List } from './list.tsx'
import { layOut, monthOf, withinYear, type Timeline } from './months.ts'
import { linesOf, nothingPicked, pickedText, type Picked } from './picked.ts'
import styles from './timeline.module.css'

const groupings = (['provider', 'owner'] as const).map((id) => ({ id, label: text.groupings[id] }))

/** What expires when over the next year, by month and by provider or owner, and the tokens behind each number. */
export function TimelineScreen() {
  const { index } = useDesk()
  const version = useListVersion()
  const by = useGrouping()
  const month = monthOf(useMinute())
  const timeline = useMemo(() => layOutAt(version, index.entries, month, by.chosen), [version, index, month, by.chosen])
  const [wanted, setPicked] = useState<Picked>(nothingPicked)
  // Its last token may have gone meanwhile.
  const isThere = wanted.group === null || timeline.groups.some(({ key }) => key === wanted.group)
  const picked = isThere ? wanted : nothingPicked
  const loaded = useMirrorState((state) => state.rowsDone)
  const overdue = timeline.counts[0] ?? 0

  return (
    <Screen
      title={text.title}
      lead={loaded && text.lead(withinYear(timeline) - overdue, overdue)}
      tools={
        <>
          <Button variant="quiet" onPress={() => openDialog({ kind: 'calendar' })}>
            {calendarWords.open}
          </Button>
          <Segments
            label={text.groupBy}
            options={groupings}
            value={by.chosen}
            onChange={(chosen) => {
              setPicked({ ...picked, group: null })
              by.choose(chosen)
            }}
          />
        </>
      }
    >
      {timeline.total > 0 ? (
        <>
          <Chart timeline={timeline} groupsLabel={text.groupings[by.chosen]} picked={picked} onPick={setPicked} />
          <Below timeline={timeline} picked={picked} onPick={setPicked} />
        </>
      ) : (
        loaded && (
          <NoTokens icon={<CalendarRange size={26} strokeWidth={1.5} />} title={text.empty}>
            {text.emptyHelp}
          </NoTokens>
        )
      )}
    </Screen>
  )
}

interface BelowProps {
  readonly timeline: Timeline
  readonly picked: Picked
  readonly onPick: (picked: Picked) => void
}

/** The tokens of what is picked in the chart. */
function Below({ timeline, picked, onPick }: BelowProps) {
  const lines = useMemo(() => linesOf(timeline, picked), [timeline, picked])
  const what = pickedText(timeline, picked)
  return (
    <>
      {what !== null && (
        <div className={styles['picked']} role="status">
          <span className={styles['pickedText']}>{text.only(what)}</span>
          <Button size="small" variant="quiet" icon={<X size={12} aria-hidden />} onPress={() => onPick(nothingPicked)}>
            {text.showAll}
          </Button>
        </div>
      )}
      {lines.length > 0 ? (
        <List lines={lines} columns={timeline.columns} onEscape={what === null ? null : () => onPick(nothingPicked)} />
      ) : (
        <EmptyState icon={<CalendarCheck size={26} strokeWidth={1.5} />} title={text.nothingSoon}>
          {text.nothingSoonHelp}
        </EmptyState>
      )}
    </>
  )
}

/** The remembered choice of rows; it changes here before main has written it down. */
function useGrouping(): { readonly chosen: TimelineGrouping; readonly choose: (by: TimelineGrouping) => void } {
  const { timelineBy } = usePreferences()
  const [chosen, setChosen] = useState(timelineBy)
  return {
    chosen,
    choose: (by) => {
      setChosen(by)
      void call('preferences.set', { timelineBy: by })
    },
  }
}

/** Reads something that is changed in place; `version` says that it is another one now. */
function layOutAt(
  _version: number,
  entries: ReadonlyMap<string, Entry>,
  month: number,
  by: TimelineGrouping,
): Timeline {
  return layOut(entries.values(), month, by)
}
