import { type SyntheticEvent, useRef } from 'react'
import type { TypedKey } from '#shared/contract'
import { call } from '#renderer/data/bridge'
import { openDialog } from '#renderer/dialogs'
import { vaultText as text } from '#renderer/text/vault'
import { Button } from '#renderer/ui/button'
import { classNames } from '#renderer/ui/class-names'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { TypedKeyField, type TypedKeyHandle } from '#renderer/ui/forms/typed-key'
import { useJob } from '#renderer/ui/forms/use-job'
import { Text } from './card.tsx'
import styles from './vault.module.css'

interface UnlockFormProps {
  /** What can be typed for this vault; at least one. */
  readonly means: readonly TypedKey['with'][]
  readonly autoFocus: boolean
  /** Said first, where the form is the second way in a card. */
  readonly lead?: string
}

/** Opens the vault with the passphrase or the recovery code. The field is empty again as soon as it is sent. */
export function UnlockForm({ means, autoFocus, lead }: UnlockFormProps) {
  const job = useJob()
  const typed = useRef<TypedKeyHandle>(null)

  async function submit(): Promise<void> {
    const key = typed.current?.take() ?? null
    if (key === null) return
    const answer = await job.run(() => call('vault.unlock', key))
    // Something else did not open it: the person can set that right now, before it is needed again.
    if (answer.ok && key.with === 'recovery') openDialog({ kind: 'protect', recovered: true })
    typed.current?.focus()
  }

  return (
    <form
      className={classNames(styles['form'], lead !== undefined && styles['divided'])}
      noValidate
      autoComplete="off"
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        if (!job.busy) void submit()
      }}
    >
      {lead !== undefined && <Text>{lead}</Text>}
      <TypedKeyField handle={typed} means={means} autoFocus={autoFocus} />
      {job.error && <FailureNotice error={job.error} />}
      <div className={styles['actions']}>
        <Button type="submit" variant={lead === undefined ? 'primary' : 'plain'} busy={job.busy}>
          {text.unlock}
        </Button>
      </div>
    </form>
  )
}
