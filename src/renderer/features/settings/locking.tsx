import { useId } from 'react'
import type { LockPreferences } from '#shared/model/preferences'
import type { Telling } from '#shared/model/locking'
import { useFacts } from '#renderer/data/use-mirror'
import { isTold, lockingText as text, tellingSentence } from '#renderer/text/locking'
import { Checkbox } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import forms from '#renderer/ui/forms/forms.module.css'
import { Lead } from '#renderer/ui/forms/parts'
import { Select } from '#renderer/ui/select'
import { usePreferenceChanges } from './use-changes.ts'

const idleChoices = [0, 1, 5, 10, 15, 30, 60, 240]

type Choice = keyof typeof text.choices

/** When the vault locks by itself, as far as this system can tell. */
export function LockingFields() {
  const { preferences, set, error } = usePreferenceChanges()
  const { tellings } = useFacts((facts) => facts.locking)
  const vault = useFacts((facts) => facts.vault)
  const whenId = useId()
  const { lock } = preferences
  const change = (made: Partial<LockPreferences>): void => set({ lock: { ...lock, ...made } })
  const toldBy: Record<Choice, Telling> = {
    onSystemLock: tellings.systemLock,
    onSuspend: tellings.suspend,
    onUserSwitch: tellings.userSwitch,
    onClose: 'yes',
  }
  // Locking would be its end.
  const isSession = vault.kind === 'open' && vault.storage === 'session'
  const minutes = [...new Set([...idleChoices, lock.idleMinutes])].sort((a, b) => a - b)

  return (
    <section className={forms['section']}>
      <h3 className={forms['heading']}>{text.heading}</h3>
      <Lead>{leadOf(vault.kind === 'open' ? vault : null)}</Lead>
      <div className={forms['pair']}>
        <Select
          label={text.idle}
          options={minutes.map((id) => ({ id: String(id), label: text.idleAfter(id) }))}
          value={isSession ? '0' : String(lock.idleMinutes)}
          isDisabled={isSession}
          onChange={(id) => change({ idleMinutes: Number(id) })}
          help={isSession ? text.sessionChoice : (tellingSentence(tellings.idle) ?? '')}
        />
      </div>
      <div role="group" aria-labelledby={whenId} className={forms['line']}>
        <span id={whenId} className={forms['label']}>
          {text.when}
        </span>
        {(Object.keys(text.choices) as Choice[]).map((choice) => {
          const sentence = isSession ? text.sessionChoice : tellingSentence(toldBy[choice])
          const canBe = !isSession && isTold(toldBy[choice])
          return (
            <Checkbox
              key={choice}
              isSelected={lock[choice] && canBe}
              isDisabled={!canBe}
              onChange={(on) => change({ [choice]: on })}
              {...(sentence !== null && { help: sentence })}
            >
              {text.choices[choice]}
            </Checkbox>
          )
        })}
      </div>
      <Checkbox
        isSelected={preferences.namesInNotices}
        onChange={(namesInNotices) => set({ namesInNotices })}
        help={text.namesHelp}
      >
        {text.names}
      </Checkbox>
      {error && <FailureNotice error={error} />}
    </section>
  )
}

function leadOf(vault: { readonly storage: string; readonly slots: readonly string[] } | null): string {
  if (vault?.storage === 'session') return text.session
  return vault?.slots.includes('os') === true ? text.hides : text.lead
}
