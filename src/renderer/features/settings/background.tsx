import { useEffect, useState } from 'react'
import type { SignInStartState } from '#shared/contract/desktop'
import type { AppError } from '#shared/model/error'
import { call } from '#renderer/data/bridge'
import { useMirrorState } from '#renderer/data/use-mirror'
import { backgroundText as text } from '#renderer/text/background'
import { Checkbox, RadioGroup } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import forms from '#renderer/ui/forms/forms.module.css'
import { Select } from '#renderer/ui/select'
import { usePreferenceChanges } from './use-changes.ts'

/** What Keyrack does and shows without its window. */
export function BackgroundFields() {
  const { preferences, set, error } = usePreferenceChanges()
  const platform = useMirrorState((state) => state.platform)
  const signIn = useSignInStart()
  const { tray } = preferences
  const isLinux = platform === 'linux'
  const failure = error ?? signIn.error

  return (
    <section className={forms['section']}>
      <h3 className={forms['heading']}>{text.heading}</h3>
      <RadioGroup
        label={text.onClose}
        options={(['quit', 'keep-running'] as const).map((id) => ({ id, label: text.closes[id] }))}
        value={preferences.onClose}
        onChange={(onClose) => set({ onClose })}
        {...(preferences.onClose === 'keep-running' && { help: text.keepsRunning })}
      />
      <Checkbox
        isSelected={signIn.state === 'on'}
        isDisabled={signIn.state === null || !canBeSet.has(signIn.state)}
        onChange={signIn.set}
        help={signInHelp(signIn, preferences.onClose === 'quit')}
      >
        {text.signIn}
      </Checkbox>
      <div className={forms['pair']}>
        <Select
          label={text.tray(platform)}
          options={(['off', 'count', 'names'] as const).map((id) => ({ id, label: text.trays[id] }))}
          value={tray}
          onChange={(chosen) => set({ tray: chosen })}
          help={[text.trayHelp[tray], isLinux && tray !== 'off' && text.trayOnLinux].filter(Boolean).join(' ')}
        />
      </div>
      <Checkbox
        isSelected={preferences.badge}
        onChange={(badge) => set({ badge })}
        help={isLinux ? text.badgeOnLinux : text.badgeHelp}
      >
        {text.badge(platform)}
      </Checkbox>
      {failure && <FailureNotice error={failure} />}
    </section>
  )
}

/** Where the person’s choice can have an effect. */
const canBeSet: ReadonlySet<SignInStartState> = new Set(['on', 'off', 'blocked', 'another'])

interface SignIn {
  /** Null until main has looked. */
  readonly state: SignInStartState | null
  /** It was asked for, and is not on. */
  readonly isRefused: boolean
  readonly error: AppError | null
  readonly set: (on: boolean) => void
}

function signInHelp({ state, isRefused }: SignIn, quits: boolean): string {
  if (isRefused) return text.signInRefused
  if (state === 'on' && quits) return text.signInQuits
  return (state === null ? null : text.signInStates[state]) ?? ''
}

/** What the system has it: it may have been changed there, so it is asked whenever the settings are opened. */
function useSignInStart(): SignIn {
  const [known, setKnown] = useState<Omit<SignIn, 'set'>>({ state: null, isRefused: false, error: null })

  useEffect(() => {
    let isOver = false
    void call('desktop.signInStart', {}).then((answer) => {
      if (!isOver && answer.ok) setKnown({ state: answer.value.state, isRefused: false, error: null })
    })
    return () => {
      isOver = true
    }
  }, [])

  function set(on: boolean): void {
    void call('desktop.setSignInStart', { on }).then((answer) => {
      if (!answer.ok) setKnown((before) => ({ ...before, error: answer.error }))
      else setKnown({ state: answer.value.state, isRefused: on && answer.value.state === 'off', error: null })
    })
  }

  return { ...known, set }
}
