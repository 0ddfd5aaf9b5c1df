import { useId } from 'react'
import { warningChoices, type WarningStep } from '#shared/rules/expiry'
import { settingsText as text } from '#renderer/text/settings'
import { Checkbox } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import forms from '#renderer/ui/forms/forms.module.css'
import { Select } from '#renderer/ui/select'
import { OtherSteps } from './other-steps.tsx'
import styles from './settings.module.css'
import { usePreferenceChanges } from './use-changes.ts'

const clipboardChoices = [10, 20, 30, 60, 120, 300]
const refreshChoices = [0, 15, 30, 60, 180, 720, 1440]

/** The choices, with the present value among them when it is another. */
function withPresent(choices: readonly number[], present: number): number[] {
  return [...new Set([...choices, present])].sort((a, b) => a - b)
}

/** Theme, warnings, clipboard and refresh. */
export function PreferenceFields() {
  const { preferences, set, error } = usePreferenceChanges()
  const warningsId = useId()

  function warn(step: WarningStep, on: boolean): void {
    const chosen = new Set<WarningStep>(preferences.warningDays)
    if (on) chosen.add(step)
    else chosen.delete(step)
    set({ warningDays: warningChoices.filter((days) => chosen.has(days)) })
  }

  return (
    <section className={forms['section']}>
      <div className={forms['pair']}>
        <Select
          label={text.theme}
          options={(['system', 'light', 'dark'] as const).map((id) => ({ id, label: text.themes[id] }))}
          value={preferences.theme}
          onChange={(theme) => set({ theme })}
          autoFocus
        />
        <Select
          label={text.clipboard}
          options={withPresent(clipboardChoices, preferences.clipboardSeconds).map((seconds) => ({
            id: String(seconds),
            label: text.seconds(seconds),
          }))}
          value={String(preferences.clipboardSeconds)}
          onChange={(seconds) => set({ clipboardSeconds: Number(seconds) })}
          help={text.clipboardHelp}
        />
        <Select
          label={text.refresh}
          options={withPresent(refreshChoices, preferences.refreshMinutes).map((minutes) => ({
            id: String(minutes),
            label: text.refreshEvery(minutes),
          }))}
          value={String(preferences.refreshMinutes)}
          onChange={(minutes) => set({ refreshMinutes: Number(minutes) })}
          help={text.refreshHelp}
        />
      </div>
      <div role="group" aria-labelledby={warningsId} className={forms['line']}>
        <span id={warningsId} className={forms['label']}>
          {text.warnings}
        </span>
        <div className={styles['row']}>
          {warningChoices.map((step) => (
            <Checkbox key={step} isSelected={preferences.warningDays.includes(step)} onChange={(on) => warn(step, on)}>
              {text.warningStep(step)}
            </Checkbox>
          ))}
        </div>
        <span className={forms['help']}>{preferences.warningDays.length === 0 && text.noWarnings}</span>
      </div>
      <OtherSteps />
      {error && <FailureNotice error={error} />}
    </section>
  )
}
