import { useState } from 'react'
import type { AppError } from '#shared/model/error'
import { warningChoices, type WarningStep } from '#shared/rules/expiry'
import { stepsOf } from '#shared/rules/warning'
import { call } from '#renderer/data/bridge'
import { providerOf, useCatalogue, useFacts, useMirrorState, useStepChoice } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { expiryText as text } from '#renderer/text/expiry'
import { settingsText } from '#renderer/text/settings'
import { shellText } from '#renderer/text/shell'
import { Button } from '#renderer/ui/button'
import { Checkbox, RadioGroup } from '#renderer/ui/choices'
import { Dialog } from '#renderer/ui/dialog'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import forms from '#renderer/ui/forms/forms.module.css'

type Scope = 'token' | 'account' | 'provider'

/** Chooses when to warn of one token, or of all tokens of its account or provider. */
export function WarningsDialog({ tokenId, onClose }: DialogProps<'warnings'>) {
  const row = useMirrorState((state) => state.rows.get(tokenId))
  const account = useFacts((facts) => facts.accounts.find(({ id }) => id === row?.token.accountId))
  const catalogue = useCatalogue()
  const choice = useStepChoice()
  const [scope, setScope] = useState<Scope>('token')
  /** What is ticked and not saved, by scope. */
  const [drafts, setDrafts] = useState<Partial<Record<Scope, readonly WarningStep[] | null>>>({})
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  if (row === undefined) return null
  const { token, warning } = row
  const provider = providerOf(catalogue, token.provider)
  const ids: Readonly<Record<Scope, string>> = { token: token.id, account: token.accountId, provider: token.provider }
  const saved: Readonly<Record<Scope, readonly WarningStep[] | null>> = {
    token: warning?.days ?? null,
    account: choice.by[token.accountId] ?? null,
    provider: choice.by[token.provider] ?? null,
  }
  const draft = drafts[scope]
  const days = draft === undefined ? saved[scope] : draft
  // What holds where nothing is chosen: the choice for whatever the scope lies in.
  const { [ids[scope]]: _own, ...others } = choice.by
  const usual = stepsOf({ token }, { all: choice.all, by: scope === 'token' ? choice.by : others })

  const take = (next: readonly WarningStep[] | null) => setDrafts({ ...drafts, [scope]: next })

  async function save(): Promise<void> {
    setBusy(true)
    for (const of of ['provider', 'account', 'token'] as const) {
      const next = drafts[of]
      if (next === undefined) continue
      const answer = await call('expiry.steps', { of, id: ids[of], days: next === null ? null : [...next] })
      if (answer.ok) continue
      setError(answer.error)
      setBusy(false)
      return
    }
    onClose()
  }

  return (
    <Dialog
      title={text.choose}
      size="small"
      busy={busy}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {shellText.cancel}
          </Button>
          <Button type="submit" variant="primary" busy={busy}>
            {text.save}
          </Button>
        </>
      }
    >
      <div className={forms['section']}>
        <RadioGroup
          label={text.scope}
          options={[
            { id: 'token', label: text.scopes.token },
            ...(account ? [{ id: 'account' as const, label: text.scopes.account(account.name) }] : []),
            { id: 'provider', label: text.scopes.provider(provider?.name ?? token.provider) },
          ]}
          value={scope}
          onChange={setScope}
        />
        <Checkbox isSelected={days === null} onChange={(on) => take(on ? null : usual)} help={text.usual(usual)}>
          {text.asUsual}
        </Checkbox>
        {days !== null && (
          <div role="group" aria-label={text.days} className={forms['line']}>
            <span className={forms['label']} aria-hidden>
              {text.days}
            </span>
            {warningChoices.map((step) => (
              <Checkbox
                key={step}
                isSelected={days.includes(step)}
                onChange={(on) => take(warningChoices.filter((one) => (one === step ? on : days.includes(one))))}
              >
                {settingsText.warningStep(step)}
              </Checkbox>
            ))}
          </div>
        )}
        {error && <FailureNotice error={error} />}
      </div>
    </Dialog>
  )
}
