import { useState } from 'react'
import type { Changes } from '#shared/model/operation'
import type { TokenKind } from '#shared/model/provider'
import type { Token, TokenRow } from '#shared/model/token'
import { checkChanges, type FormProblem, sameScopes, tidy } from '#shared/rules/form'
import { scopesChoice } from '#shared/rules/successor'
import { call } from '#renderer/data/bridge'
import { kindOf, providerOf, useCatalogue } from '#renderer/data/use-mirror'
import { explain } from '#shared/text/errors'
import { formText, problemText } from '#renderer/text/forms'
import { updateText as text } from '#renderer/text/update'
import { calledBy, supportReason } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { fieldOfError } from '#renderer/ui/forms/draft-state'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { ScopesField } from '#renderer/ui/forms/scopes-field'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import { useJob } from '#renderer/ui/forms/use-job'
import { useStepUp } from '#renderer/ui/forms/use-step-up'
import { Notice } from '#renderer/ui/notice'
import { TextField } from '#renderer/ui/text-field'
import { toast } from '#renderer/ui/toast'

interface Edited {
  readonly name: string
  readonly description: string
  readonly scopes: readonly string[] | null
}

/** Only what is different from the token as it is: an absent field stays as it is. */
function changesOf(edited: Edited, token: Token, kind: TokenKind): Changes {
  const { name, description } = tidy({ name: edited.name, description: edited.description })
  return {
    ...(kind.form.name?.editable && name !== token.name && { name }),
    ...(kind.form.description?.editable && description !== token.description && { description }),
    ...(kind.form.scopes?.editable &&
      edited.scopes !== null &&
      !sameScopes(edited.scopes, scopesChoice(token, kind) ?? []) && { scopes: [...edited.scopes] }),
  }
}

/** The form of "Edit", or the reason why there is none. */
export function useEditView(row: TokenRow, onClose: () => void): View {
  const { token } = row
  const record = providerOf(useCatalogue(), token.provider)
  const kind = kindOf(record, token.kind)
  const job = useJob()
  const stepUp = useStepUp(job)
  const [fields, showProblem] = useFirstProblem()
  const [problems, setProblems] = useState<readonly FormProblem[]>([])
  const [edited, setEdited] = useState<Edited>({
    name: token.name,
    description: token.description,
    scopes: kind ? scopesChoice(token, kind) : null,
  })

  if (kind?.support.update.how !== 'native') {
    const openPage = {
      label: formText.openPage,
      onPress: () => void call('link.open', { what: 'token', tokenId: token.id }),
    }
    return {
      onClose,
      body: (
        <Notice tone="info" action={openPage}>
          {text.notHere} {kind ? supportReason(kind.support.update) : ''}
        </Notice>
      ),
      footer: (
        <Button variant="primary" autoFocus onPress={onClose}>
          {formText.close}
        </Button>
      ),
    }
  }

  async function submit(of: TokenKind): Promise<void> {
    const changes = changesOf(edited, token, of)
    const found = checkChanges(of, changes)
    setProblems(found)
    if (found.length > 0) {
      showProblem()
      return
    }
    const answer = await stepUp.run((given) => call('token.update', { tokenId: token.id, changes, ...given }))
    if (answer === null) showProblem()
    else if (answer.ok) {
      toast({ text: text.saved(changes.name ?? calledBy(token)), tone: 'good' })
      onClose()
    } else if (fieldOfError(answer.error)) showProblem()
  }

  function errorOf(field: FormProblem['field'], of: TokenKind): string | null {
    if (job.error && fieldOfError(job.error) === field) {
      const { sentence, nextStep } = explain(job.error)
      return `${sentence} ${nextStep}`
    }
    const found = problems.find((problem) => problem.field === field && problem.problem !== 'unchanged')
    return found ? problemText(found, of, null) : null
  }

  const change = (part: Partial<Edited>) => {
    setEdited({ ...edited, ...part })
    setProblems([])
    job.clear()
  }
  const { form } = kind
  const unchanged = problems.some((problem) => problem.problem === 'unchanged')
  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(kind),
    body: (
      <div ref={fields} className={styles['fields']}>
        <Lead>{text.lead(calledBy(token))}</Lead>
        {form.name?.editable && (
          <TextField
            label={form.name.label}
            value={edited.name}
            onChange={(name) => change({ name })}
            help={form.name.says}
            error={errorOf('name', kind)}
            isDisabled={job.busy}
            isRequired={form.name.required}
            autoFocus
          />
        )}
        {form.description?.editable && (
          <TextField
            label={form.description.label}
            value={edited.description}
            onChange={(description) => change({ description })}
            help={form.description.says}
            error={errorOf('description', kind)}
            isDisabled={job.busy}
            optional={!form.description.required}
          />
        )}
        {form.scopes?.editable && (
          <ScopesField
            rule={form.scopes}
            offered={[]}
            value={edited.scopes}
            onChange={(scopes) => change({ scopes })}
            error={errorOf('scopes', kind)}
            isDisabled={job.busy}
          />
        )}
        {unchanged && <Notice tone="info">{text.nothing}</Notice>}
        {stepUp.fields}
        {job.error && !fieldOfError(job.error) && <FailureNotice error={job.error} />}
      </div>
    ),
    footer: <JobFooter job={job} doing={text.saving(record?.name ?? '')} submit={text.save} onClose={onClose} />,
  }
}
