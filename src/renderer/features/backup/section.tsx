import { useEffect, useState } from 'react'
import type { KeptState } from '#shared/contract/backup'
import type { Preferences } from '#shared/model/preferences'
import type { Instant } from '#shared/model/time'
import { call } from '#renderer/data/bridge'
import { useFacts, useMirrorState } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { ageText } from '#shared/text/ages'
import { backupText as text } from '#renderer/text/backup'
import { calendarWords } from '#renderer/text/calendar'
import { dayText, momentText } from '#shared/text/dates'
import { Button } from '#renderer/ui/button'
import forms from '#renderer/ui/forms/forms.module.css'
import { FactList } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'
import styles from './backup.module.css'

/** After so long, a backup and its proof are worth a reminder. */
const oldMs = 90 * 86_400_000

function reminder({ madeAt, provenAt }: Preferences['backup'], now: Instant): string | null {
  if (madeAt === null) return text.noBackup
  if (now - madeAt > oldMs) return text.oldBackup
  if (provenAt === null) return text.noProof
  return now - provenAt > oldMs ? text.oldProof : null
}

/** States of the vault before a restore; none while they are not known. */
function useKept(isOpen: boolean): readonly KeptState[] {
  const [kept, setKept] = useState<readonly KeptState[]>([])
  useEffect(() => {
    let isShown = true
    if (isOpen) {
      void call('backup.kept', {}).then((answer) => {
        if (answer.ok && isShown) setKept(answer.value.kept)
      })
    }
    return () => {
      isShown = false
    }
  }, [isOpen])
  return kept
}

/** When the last backup was made and proven, a calm word where that is long ago, and what can be done. */
export function BackupSection() {
  const { backup } = useFacts((facts) => facts.preferences)
  const isOpen = useFacts((facts) => facts.vault.kind === 'open')
  const accounts = useFacts((facts) => facts.accounts.length)
  const rows = useMirrorState((state) => state.rows.size)
  const [now] = useState(() => Date.now())
  const kept = useKept(isOpen)
  const stale = useFacts((facts) => facts.calendarTrouble)
  if (!isOpen) return null
  const word = accounts + rows === 0 ? null : reminder(backup, now)
  const when = (at: Instant | null) => (at === null ? text.never : text.on(dayText(at), ageText(at, now)))
  return (
    <section className={forms['section']}>
      <h3 className={forms['heading']}>{text.heading}</h3>
      <FactList
        facts={[
          [text.lastBackup, when(backup.madeAt)],
          [text.lastProof, when(backup.provenAt)],
        ]}
      />
      {word !== null && (
        <Notice tone="info" shape="line">
          {word}
        </Notice>
      )}
      {stale !== null && (
        <Notice
          tone="warn"
          shape="line"
          action={{ label: calendarWords.open, onPress: () => openDialog({ kind: 'calendar' }) }}
        >
          {calendarWords.staleShort(stale.since)} {calendarWords.why(stale.error)}
        </Notice>
      )}
      {kept.map(({ id, at }) => (
        <Notice
          key={id}
          tone="info"
          shape="line"
          action={{ label: text.keptOpen, onPress: () => openDialog({ kind: 'kept-state', id, at }) }}
        >
          {text.kept(momentText(at))}
        </Notice>
      ))}
      <div className={styles['buttons']}>
        <Button onPress={() => openDialog({ kind: 'make-backup' })}>{text.make}</Button>
        <Button onPress={() => openDialog({ kind: 'prove-backup' })}>{text.prove}</Button>
        <Button onPress={() => openDialog({ kind: 'restore-backup' })}>{text.restore}</Button>
        <Button onPress={() => openDialog({ kind: 'export-list' })}>{text.export}</Button>
        <Button onPress={() => openDialog({ kind: 'calendar' })}>{calendarWords.open}</Button>
      </div>
    </section>
  )
}
