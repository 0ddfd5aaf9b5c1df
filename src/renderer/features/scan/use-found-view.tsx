import { useState } from 'react'
import type { Scanned } from '#shared/contract/scan'
import { call } from '#renderer/data/bridge'
import { openDialog } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { scanText as text } from '#renderer/text/scan'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import type { View } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { toast } from '#renderer/ui/toast'
import { FoundList } from './found-list.tsx'
import { canRemember, groupsOf } from './groups.ts'
import { LeftOut } from './left-out.tsx'
import { UnknownList } from './unknown-list.tsx'
import styles from './scan.module.css'

interface FoundViewProps {
  /** Null before there is a result. */
  readonly scanned: Scanned | null
  readonly onChange: (scanned: Scanned) => void
  readonly onAgain: () => void
  readonly onClose: () => void
}

/** What a scan found: the places to note, what is not in the vault, and what was not looked into. */
export function useFoundView({ scanned, onChange, onAgain, onClose }: FoundViewProps): View {
  const job = useJob()
  /** What the person does not want to have noted; of the scan with this id. */
  const [unticked, setUnticked] = useState<{ readonly of: string; readonly ids: ReadonlySet<string> } | null>(null)
  const [isNoted, setIsNoted] = useState(false)
  if (scanned === null) return { onClose, body: null, footer: null }
  const { scanId, found, unknown, ended } = scanned
  const left: ReadonlySet<string> = unticked?.of === scanId ? unticked.ids : new Set()
  const { groups, more } = groupsOf(found)
  const ticked = groups.flatMap((group) => group.found).filter((one) => canRemember(one) && !left.has(one.id))

  function tick(id: string, isTicked: boolean): void {
    const ids = new Set(left)
    if (isTicked) ids.delete(id)
    else ids.add(id)
    setUnticked({ of: scanId, ids })
  }

  async function remember(): Promise<void> {
    if (scanned === null) return
    const ids = ticked.map(({ id }) => id)
    const answer = await job.run(() => call('scan.remember', { scanId, found: ids }))
    if (!answer.ok) return
    toast({ text: text.remembered(answer.value) })
    setIsNoted(true)
    const isAll = answer.value.full === 0 && answer.value.odd === 0
    if (isAll && more === 0 && unknown.length === 0) onClose()
    else if (isAll) {
      onChange({ ...scanned, found: found.map((one) => (ids.includes(one.id) ? { ...one, isKnown: true } : one)) })
    }
  }

  /** Main reads them again before this dialog, and with it what the scan remembers, goes. */
  async function takeIn(): Promise<void> {
    const ids = unknown.map(({ id }) => id)
    const answer = await job.run((jobId) => call('import.found', { scanId, ids, jobId }))
    if (answer.ok) openDialog({ kind: 'import', found: answer.value })
  }

  return {
    onClose,
    busy: job.busy,
    body: (
      <>
        <p role="status">
          {text.looked(scanned)} {found.length === 0 && text.nothing}
        </p>
        {ended !== 'whole' && <Notice tone="warn">{text.ended[ended]}</Notice>}
        {found.length > 0 && <FoundList groups={groups} more={more} left={left} onTick={tick} isDisabled={job.busy} />}
        {unknown.length > 0 && <UnknownList unknown={unknown} busy={job.busy} onImport={() => void takeIn()} />}
        <LeftOut scanned={scanned} />
        {job.error !== null && <FailureNotice error={job.error} />}
      </>
    ),
    footer: (
      <>
        <div className={styles['foot']}>{job.busy && text.remembering}</div>
        <Button isDisabled={job.busy} onPress={onAgain}>
          {text.again}
        </Button>
        {/* The button that had the focus has gone with its places. */}
        <Button
          key={isNoted ? 'noted' : 'close'}
          variant={ticked.length === 0 ? 'primary' : 'plain'}
          autoFocus={isNoted}
          isDisabled={job.busy}
          onPress={onClose}
        >
          {formText.close}
        </Button>
        {ticked.length > 0 && (
          <Button variant="primary" autoFocus busy={job.busy} onPress={() => void remember()}>
            {text.remember(ticked.length)}
          </Button>
        )}
      </>
    ),
  }
}
