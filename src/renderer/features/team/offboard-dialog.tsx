import { useMemo } from 'react'
import { mostInBulk } from '#shared/rules/bulk-revoke'
import { offboardLine, offboardOrder, type OffboardLine, type OffboardStep } from '#shared/rules/offboard'
import { call } from '#renderer/data/bridge'
import { useCatalogue, useFacts, useMirrorState } from '#renderer/data/use-mirror'
import { openDialog, type DialogProps } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { offboardText as text, teamText } from '#renderer/text/team'
import { Button } from '#renderer/ui/button'
import { Dialog } from '#renderer/ui/dialog'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { Lead } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { toast } from '#renderer/ui/toast'
import { offboardLimits, offboardReasons, offboardTitles } from '#shared/text/offboard'
import { PlanLines } from './plan-lines.tsx'
import { useOwnedTokens } from './use-team.ts'
import styles from './team.module.css'

/** What is to be done with every token of somebody who leaves; each step is begun here, in a dialog that asks once more. */
export function OffboardDialog({ ownerKey, name, isYou, onClose }: DialogProps<'offboard'>) {
  const lines = usePlan(ownerKey)
  const isRunning = useFacts(({ bulk }) => bulk !== null && bulk.phase !== 'ended')
  const job = useJob()
  const live = lines.plan?.filter(({ step }) => step !== 'ended') ?? []

  async function save(format: 'csv' | 'markdown'): Promise<void> {
    const answer = await job.run(() => call('team.exportPlan', { key: ownerKey, format }))
    if (answer.ok && answer.value.written !== null) {
      toast({ text: text.exported(answer.value.written.name), tone: 'good' })
    }
  }

  const footer = (
    <>
      {live.length > 0 && (
        <>
          <Button variant="quiet" isDisabled={job.busy} onPress={() => void save('csv')}>
            {text.exportCsv}
          </Button>
          <Button variant="quiet" isDisabled={job.busy} onPress={() => void save('markdown')}>
            {text.exportMarkdown}
          </Button>
          <span className={styles['push']} />
        </>
      )}
      <Button variant="plain" autoFocus isDisabled={job.busy} onPress={onClose}>
        {formText.close}
      </Button>
    </>
  )
  return (
    <Dialog title={text.title(name)} size="large" busy={job.busy} onClose={onClose} footer={footer}>
      {lines.plan === null && lines.error === null && <p>{teamText.loading}</p>}
      {lines.error !== null &&
        (lines.error.kind === 'not-found' ? <p>{text.gone}</p> : <FailureNotice error={lines.error} />)}
      {job.error && <FailureNotice error={job.error} />}
      {lines.plan !== null && (live.length > 0 ? <Lead>{text.lead(live.length)}</Lead> : <p>{text.done}</p>)}
      {isYou && live.length > 0 && <Notice tone="warn">{text.isYou}</Notice>}
      {isRunning && <Notice tone="info">{text.running}</Notice>}
      {stepsOf(live).map(([step, own]) => (
        <section key={step} className={styles['step']} aria-label={text.sectionLabel(offboardTitles[step], own.length)}>
          <header className={styles['stepHead']}>
            <h3>{text.sectionLabel(offboardTitles[step], own.length)}</h3>
            <StepButtons step={step} lines={own} isDisabled={isRunning || job.busy} />
          </header>
          <p className={styles['quiet']}>{offboardReasons[step]}</p>
          <PlanLines step={step} lines={own} />
        </section>
      ))}
      {live.length > 0 && <p className={styles['quiet']}>{offboardLimits}</p>}
    </Dialog>
  )
}

function usePlan(key: string) {
  const rows = useMirrorState((state) => state.rows)
  const version = useMirrorState((state) => state.rowsVersion)
  const catalogue = useCatalogue()
  const operations = useFacts((facts) => facts.operations)
  const { tokens, error } = useOwnedTokens(key, true, version)
  const plan = useMemo(() => {
    if (tokens === null) return null
    const lines = tokens.flatMap(({ tokenId, relation }) => {
      const row = rows.get(tokenId)
      return row === undefined ? [] : [offboardLine(row, relation, { catalogue, operations })]
    })
    return offboardOrder(lines)
  }, [tokens, rows, catalogue, operations])
  return { plan, error }
}

function stepsOf(lines: readonly OffboardLine[]): [OffboardStep, OffboardLine[]][] {
  const steps = new Map<OffboardStep, OffboardLine[]>()
  for (const line of lines) {
    const own = steps.get(line.step)
    if (own === undefined) steps.set(line.step, [line])
    else own.push(line)
  }
  return [...steps]
}

interface StepButtonsProps {
  readonly step: OffboardStep
  readonly lines: readonly OffboardLine[]
  readonly isDisabled: boolean
}

/** Begins what Keyrack does with all tokens of a step at once. The dialog that opens shows them again, and asks. */
function StepButtons({ step, lines, isDisabled }: StepButtonsProps) {
  const idsOf = (some: readonly OffboardLine[]) => some.slice(0, mostInBulk).map(({ row }) => row.token.id)
  const revoked = step === 'revoke' ? lines : step === 'own' ? lines.filter(({ relation }) => relation === 'owns') : []
  const rotated = step === 'rotate' ? lines : step === 'own' ? lines.filter(({ relation }) => relation === 'made') : []
  return (
    <>
      {revoked.length > 0 && (
        <Button
          variant="danger"
          size="small"
          isDisabled={isDisabled}
          onPress={() => openDialog({ kind: 'bulk-revoke', tokenIds: idsOf(revoked) })}
        >
          {text.revoke(revoked.length)}
        </Button>
      )}
      {rotated.length > 0 && (
        <Button
          variant="primary"
          size="small"
          isDisabled={isDisabled}
          onPress={() => openDialog({ kind: 'bulk-regenerate', tokenIds: idsOf(rotated) })}
        >
          {text.rotate(rotated.length)}
        </Button>
      )}
      {lines.length > mostInBulk && <span className={styles['quiet']}>{text.tooMany(mostInBulk)}</span>}
    </>
  )
}
