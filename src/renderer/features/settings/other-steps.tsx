import { useId, useState } from 'react'
import type { AppError } from '#shared/model/error'
import { warningChoices, type WarningStep } from '#shared/rules/expiry'
import { call } from '#renderer/data/bridge'
import { providerOf, useCatalogue, useFacts } from '#renderer/data/use-mirror'
import { expiryText } from '#renderer/text/expiry'
import { settingsText as text } from '#renderer/text/settings'
import { shellText } from '#renderer/text/shell'
import { Button } from '#renderer/ui/button'
import { Checkbox } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import forms from '#renderer/ui/forms/forms.module.css'
import { toast } from '#renderer/ui/toast'
import styles from './settings.module.css'

interface Chosen {
  readonly of: 'account' | 'provider'
  readonly id: string
  readonly name: string
  readonly days: readonly WarningStep[]
}

/** Accounts and providers whose tokens are warned of at other times than all: changed here, and taken back. */
export function OtherSteps() {
  const steps = useFacts((facts) => facts.expiry.steps)
  const accounts = useFacts((facts) => facts.accounts)
  const catalogue = useCatalogue()
  const [error, setError] = useState<AppError | null>(null)
  /** The one that is being changed. */
  const [open, setOpen] = useState<string | null>(null)
  const labelId = useId()
  const chosen = Object.entries(steps).flatMap(([id, days]): Chosen[] => {
    const account = accounts.find((one) => one.id === id)
    if (account) return [{ of: 'account', id, days, name: expiryText.scopes.account(account.name) }]
    const provider = providerOf(catalogue, id)
    return provider ? [{ of: 'provider', id, days, name: expiryText.scopes.provider(provider.name) }] : []
  })
  if (chosen.length === 0) return null

  async function save({ of, id }: Chosen, days: readonly WarningStep[] | null): Promise<boolean> {
    setError(null)
    const answer = await call('expiry.steps', { of, id, days: days === null ? null : [...days] })
    if (!answer.ok) setError(answer.error)
    return answer.ok
  }
  async function remove(one: Chosen): Promise<void> {
    if (!(await save(one, null))) return
    toast({ text: text.stepsRemoved, action: { label: shellText.undo, onPress: () => void save(one, one.days) } })
  }

  return (
    <div role="group" aria-labelledby={labelId} className={forms['line']}>
      <span id={labelId} className={forms['label']}>
        {text.otherSteps}
      </span>
      <ul className={styles['vaults']}>
        {chosen.map((one) => (
          <li key={one.id} className={styles['vault']} aria-label={one.name}>
            <div className={styles['vaultName']}>
              <span>
                {one.name}: {expiryText.stepsText(one.days)}
              </span>
            </div>
            {open === one.id &&
              warningChoices.map((step) => (
                <Checkbox
                  key={step}
                  isSelected={one.days.includes(step)}
                  onChange={(on) =>
                    void save(
                      one,
                      warningChoices.filter((days) => (days === step ? on : one.days.includes(days))),
                    )
                  }
                >
                  {text.warningStep(step)}
                </Checkbox>
              ))}
            <Button size="small" onPress={() => setOpen(open === one.id ? null : one.id)}>
              {open === one.id ? text.stepsDone : text.stepsChange}
            </Button>
            <Button size="small" onPress={() => void remove(one)}>
              {text.stepsRemove}
            </Button>
          </li>
        ))}
      </ul>
      {error && <FailureNotice error={error} />}
    </div>
  )
}
