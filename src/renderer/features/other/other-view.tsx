import { useRef, useState } from 'react'
import type { TokenRow } from '#shared/model/token'
import { call } from '#renderer/data/bridge'
import { otherText as text } from '#renderer/text/other'
import { Button } from '#renderer/ui/button'
import { DateField } from '#renderer/ui/date-field'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { refusesSecret, SecretEntry, type SecretEntryHandle } from '#renderer/ui/forms/secret-entry'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import { useJob } from '#renderer/ui/forms/use-job'
import { Select } from '#renderer/ui/select'
import { TextArea, TextField } from '#renderer/ui/text-field'
import { toast } from '#renderer/ui/toast'
import { checkFields, emptyFields, fieldsOf, type OtherField, type OtherFields, tokenOf } from './fields.ts'

interface OtherOptions {
  /** Undefined for a new one. */
  readonly row: TokenRow | undefined
  readonly onRemove: () => void
  readonly onClose: () => void
}

const expiries = ['at', 'never', 'unknown'] as const

/** The form of an "Other service" token. */
export function useOtherView({ row, onRemove, onClose }: OtherOptions): View {
  const job = useJob()
  const [fields, showProblem] = useFirstProblem()
  const entry = useRef<SecretEntryHandle>(null)
  const [value, setValue] = useState<OtherFields>(() => (row ? fieldsOf(row) : emptyFields))
  const [problems, setProblems] = useState<Partial<Record<OtherField, string>>>({})

  function change(part: Partial<OtherFields>): void {
    setValue({ ...value, ...part })
    setProblems({})
  }

  async function submit(): Promise<void> {
    const found = checkFields(value)
    setProblems(found)
    if (Object.keys(found).length > 0) {
      showProblem()
      return
    }
    const token = tokenOf(value)
    if (row) {
      const answer = await job.run(() => call('other.edit', { tokenId: row.token.id, token }))
      if (!answer.ok) return
      toast({ text: text.saved(token.name), tone: 'good' })
      onClose()
      return
    }
    const taken = entry.current?.take() ?? null
    const answer = await job.run(() => call('other.add', { token, secret: taken?.secret ?? null }))
    if (answer.ok) {
      toast({ text: text.added(token.name), tone: 'good' })
      onClose()
    } else if (!refusesSecret(answer.error.kind)) taken?.giveBack()
  }

  /** A field for text, with its problem where it has one. */
  const line = (field: 'name' | 'service' | 'serviceUrl' | 'owner' | 'manageUrl', label: string, help: string) => (
    <TextField
      label={label}
      value={value[field]}
      onChange={(typed) => change({ [field]: typed })}
      maxLength={field.endsWith('Url') ? 2000 : 200}
      type={field.endsWith('Url') ? 'url' : 'text'}
      optional={field.endsWith('Url')}
      isRequired={!field.endsWith('Url')}
      help={help}
      error={problems[field] ?? null}
      isDisabled={job.busy}
      autoFocus={field === 'name'}
    />
  )
  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(),
    body: (
      <div ref={fields} className={styles['fields']}>
        {!row && <Lead>{text.lead}</Lead>}
        <div className={styles['pair']}>
          {line('name', text.name, '')}
          {line('service', text.service, '')}
        </div>
        {!row && (
          <SecretEntry handle={entry} label={text.secret} help={text.secretHelp} optional isDisabled={job.busy} />
        )}
        <div className={styles['pair']}>
          {line('owner', text.owner, text.ownerHelp)}
          <Select
            label={text.expires}
            options={expiries.map((id) => ({ id, label: text.expiryOptions[id] }))}
            value={value.expiry}
            onChange={(expiry) => change({ expiry })}
            isDisabled={job.busy}
          />
          {value.expiry === 'at' && (
            <DateField
              label={text.date}
              value={value.day}
              onChange={(day) => change({ day })}
              help={text.dateHelp}
              error={problems.day ?? null}
              isDisabled={job.busy}
              isRequired
            />
          )}
        </div>
        <div className={styles['pair']}>
          {line('serviceUrl', text.serviceUrl, text.serviceUrlHelp)}
          {line('manageUrl', text.manageUrl, text.manageUrlHelp)}
        </div>
        <TextArea
          label={text.notes}
          value={value.notes}
          onChange={(notes) => change({ notes })}
          maxLength={10_000}
          rows={2}
          optional
          isDisabled={job.busy}
        />
        {job.error && <FailureNotice error={job.error} />}
      </div>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.adding}
        submit={row ? text.save : text.addDo}
        onClose={onClose}
        {...(row && {
          extra: (
            <Button variant="danger-quiet" onPress={onRemove}>
              {text.remove}
            </Button>
          ),
        })}
      />
    ),
  }
}
