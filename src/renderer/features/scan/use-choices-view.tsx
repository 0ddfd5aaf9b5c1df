import { Folder, FolderPlus, X } from 'lucide-react'
import { useId, useState } from 'react'
import type { ScanChoices, Scanned } from '#shared/contract/scan'
import type { AppError } from '#shared/model/error'
import { call } from '#renderer/data/bridge'
import { formText } from '#renderer/text/forms'
import { scanText as text } from '#renderer/text/scan'
import { Button } from '#renderer/ui/button'
import { Checkbox } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { Lead, type View } from '#renderer/ui/forms/parts'
import { useCountedJob } from '#renderer/ui/forms/use-counted-job'
import { IconButton } from '#renderer/ui/icon-button'
import { Progress } from '#renderer/ui/progress'
import styles from './scan.module.css'

interface ChoicesViewProps {
  /** Null while main is asked. */
  readonly choices: ScanChoices | null
  readonly onChange: (choices: ScanChoices) => void
  readonly error: AppError | null
  readonly onFound: (scanned: Scanned) => void
  readonly onClose: () => void
}

/** Where to look, and the run itself. */
export function useChoicesView({ choices, onChange, onFound, onClose, ...props }: ChoicesViewProps): View {
  const job = useCountedJob()
  const [failed, setFailed] = useState<AppError | null>(null)
  const error = props.error ?? job.error ?? failed
  const isNowhere = choices !== null && choices.folders.length === 0 && !choices.wellKnown

  async function find(): Promise<void> {
    if (choices === null || isNowhere) return
    const { wellKnown, alsoIgnored, unknown } = choices
    const answer = await job.run((jobId) => call('scan.run', { wellKnown, alsoIgnored, unknown, jobId }))
    if (answer.ok) onFound(answer.value)
  }

  /** The ticks are kept only with a run: what was ticked meanwhile stays. */
  async function change(asking: ReturnType<typeof call<'scan.addFolder'>>): Promise<void> {
    setFailed(null)
    const answer = await asking
    if (!answer.ok) setFailed(answer.error)
    else if (choices !== null) onChange({ ...choices, folders: answer.value.folders })
  }

  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void find(),
    body: (
      <>
        <Lead>{text.lead}</Lead>
        {choices !== null && (
          <fieldset className={styles['fields']} disabled={job.busy}>
            <Folders
              folders={choices.folders}
              isDisabled={job.busy}
              onAdd={() => void change(call('scan.addFolder', {}))}
              onRemove={(id) => void change(call('scan.removeFolder', { id }))}
            />
            <Checkbox
              isSelected={choices.wellKnown}
              onChange={(wellKnown) => onChange({ ...choices, wellKnown })}
              help={text.wellKnownHelp}
              isDisabled={job.busy}
            >
              {text.wellKnown}
            </Checkbox>
            <Checkbox
              isSelected={choices.unknown}
              onChange={(unknown) => onChange({ ...choices, unknown })}
              help={text.unknownHelp}
              isDisabled={job.busy}
            >
              {text.unknown}
            </Checkbox>
            <Checkbox
              isSelected={choices.alsoIgnored}
              onChange={(alsoIgnored) => onChange({ ...choices, alsoIgnored })}
              help={text.alsoIgnoredHelp}
              isDisabled={job.busy}
            >
              {text.alsoIgnored}
            </Checkbox>
          </fieldset>
        )}
        {job.busy && <Progress label={text.looking(job.count)} />}
        {error !== null && <FailureNotice error={error} />}
      </>
    ),
    footer: (
      <>
        <div className={styles['foot']}>{isNowhere && text.nowhere}</div>
        <Button variant="plain" onPress={job.busy ? job.cancel : onClose}>
          {job.busy ? text.stop : formText.cancel}
        </Button>
        <Button variant="primary" type="submit" busy={job.busy} isDisabled={choices === null || isNowhere}>
          {text.submit}
        </Button>
      </>
    ),
  }
}

interface FoldersProps {
  readonly folders: ScanChoices['folders']
  readonly isDisabled: boolean
  readonly onAdd: () => void
  readonly onRemove: (id: string) => void
}

function Folders({ folders, isDisabled, onAdd, onRemove }: FoldersProps) {
  const id = useId()
  return (
    <div className={styles['folders']}>
      <h3 id={id} className={styles['heading']}>
        {text.folders}
      </h3>
      {folders.length === 0 && <p className={styles['quiet']}>{text.noFolder}</p>}
      <ul aria-labelledby={id} className={styles['list']}>
        {folders.map((folder) => (
          <li key={folder.id} className={styles['folder']}>
            <Folder size={14} aria-hidden />
            <span className={styles['path']}>{folder.path}</span>
            <IconButton
              label={text.leaveOut(folder.path)}
              icon={<X size={14} aria-hidden />}
              size="small"
              isDisabled={isDisabled}
              onPress={() => onRemove(folder.id)}
            />
          </li>
        ))}
      </ul>
      <Button icon={<FolderPlus size={14} aria-hidden />} isDisabled={isDisabled} onPress={onAdd}>
        {text.addFolder}
      </Button>
    </div>
  )
}
