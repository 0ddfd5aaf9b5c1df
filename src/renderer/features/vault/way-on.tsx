import { type ReactNode, useState } from 'react'
import type { Result } from '#shared/contract'
import { Button } from '#renderer/ui/button'
import { Dialog } from '#renderer/ui/dialog'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, Lead } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { Text } from './card.tsx'
import styles from './vault.module.css'

interface WayOnProps {
  /** Said beside the button: for whom this is. */
  readonly lead: string
  /** The button in the card, with an ellipsis: it only asks. */
  readonly label: string
  readonly title: string
  /** What is lost and what is kept by it. */
  readonly children: readonly string[]
  readonly submit: string
  readonly doing: string
  readonly act: () => Promise<Result<unknown>>
}

/** A way on that costs something: a button in the card, and a question in words before anything is done. */
export function WayOn({ lead, label, ...question }: WayOnProps): ReactNode {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Text>{lead}</Text>
      <div className={styles['actions']}>
        <Button onPress={() => setAsking(true)}>{label}</Button>
      </div>
      {asking && <Question {...question} onClose={() => setAsking(false)} />}
    </>
  )
}

type QuestionProps = Omit<WayOnProps, 'lead' | 'label'> & { readonly onClose: () => void }

function Question({ title, children, submit, doing, act, onClose }: QuestionProps) {
  const job = useJob()
  async function go(): Promise<void> {
    const answer = await job.run(act)
    if (answer.ok) onClose()
  }
  return (
    <Dialog
      title={title}
      role="alertdialog"
      busy={job.busy}
      onClose={onClose}
      footer={<JobFooter job={job} doing={doing} submit={submit} onSubmit={() => void go()} onClose={onClose} />}
    >
      {children.map((sentence) => (
        <Lead key={sentence}>{sentence}</Lead>
      ))}
      {job.error && <FailureNotice error={job.error} />}
    </Dialog>
  )
}
