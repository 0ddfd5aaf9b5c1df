import { type SyntheticEvent, useRef, useState } from 'react'
import { call } from '#renderer/data/bridge'
import { vaultText as text } from '#renderer/text/vault'
import { Button } from '#renderer/ui/button'
import { classNames } from '#renderer/ui/class-names'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { SecretLine } from '#renderer/ui/forms/secret-line'
import { useJob } from '#renderer/ui/forms/use-job'
import { Text } from './card.tsx'
import styles from './vault.module.css'

interface UnlockFormProps {
  readonly autoFocus: boolean
  /** Said first, where the form is the second way in a card. */
  readonly lead?: string
}

/** Opens the vault with the passphrase. The field is empty again as soon as it is sent. */
export function UnlockForm({ autoFocus, lead }: UnlockFormProps) {
  const job = useJob()
  const input = useRef<HTMLInputElement>(null)
  const [missing, setMissing] = useState(false)

  async function submit(): Promise<void> {
    const passphrase = input.current?.value ?? ''
    setMissing(passphrase === '')
    if (input.current) input.current.value = ''
    if (passphrase !== '') await job.run(() => call('vault.unlock', { with: 'passphrase', value: passphrase }))
    input.current?.focus()
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
      <SecretLine
        ref={input}
        label={text.passphrase}
        error={missing ? text.passphraseMissing : null}
        onEdit={() => setMissing(false)}
        autoFocus={autoFocus}
      />
      {job.error && <FailureNotice error={job.error} />}
      <div className={styles['actions']}>
        <Button type="submit" variant={lead === undefined ? 'primary' : 'plain'} busy={job.busy}>
          {text.unlock}
        </Button>
      </div>
    </form>
  )
}
