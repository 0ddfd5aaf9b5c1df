import { type SyntheticEvent, useRef, useState } from 'react'
import type { Keystore, VaultChoice } from '#shared/model/vault'
import { call } from '#renderer/data/bridge'
import { openDialog } from '#renderer/dialogs'
import { gaveNoAnswer, vaultText as text } from '#renderer/text/vault'
import { protectionLabels, protectionSentence } from '#shared/text/words'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import { RadioGroup } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { Guards } from '#renderer/ui/forms/guards'
import { NewPassphrase, type NewPassphraseHandle } from '#renderer/ui/forms/new-passphrase'
import { useJob } from '#renderer/ui/forms/use-job'
import { Card, Text } from './card.tsx'
import styles from './vault.module.css'

const words = {
  'os-passphrase': { label: text.both, help: text.bothHelp },
  os: { label: text.os, help: text.osHelp },
  passphrase: { label: text.passphrase, help: text.passphraseHelp },
  session: { label: text.session, help: text.sessionHelp },
  'weak-accepted': { label: text.weak, help: text.weakHelp },
} as const satisfies Record<VaultChoice, { label: string; help: string }>

/** What can be chosen, best first: weak protection comes last, and only where there is something to accept. */
function choicesFor(keystore: Keystore): readonly VaultChoice[] {
  if (keystore.level === 'strong') return ['os-passphrase', 'os', 'passphrase', 'session']
  const nothing = keystore.level === 'none' || gaveNoAnswer(keystore)
  return nothing ? ['passphrase', 'session'] : ['passphrase', 'session', 'weak-accepted']
}

const withPassphrase = (choice: VaultChoice) => choice === 'passphrase' || choice === 'os-passphrase'
/** A vault that is gone with the app, or open to whoever copies it, needs no further way in. */
const withCode = (choice: VaultChoice) => choice !== 'session' && choice !== 'weak-accepted'

/** First run: shows how well this system would protect the vault, and asks before anything is written. */
export function SetUp({ keystore }: { readonly keystore: Keystore }) {
  const choices = choicesFor(keystore)
  const job = useJob()
  const passphrase = useRef<NewPassphraseHandle>(null)
  const [chosen, setChosen] = useState<VaultChoice | null>(null)
  const choice = chosen !== null && choices.includes(chosen) ? chosen : (choices[0] ?? 'passphrase')

  /** `restores`: a backup is to be brought in before anything else. */
  async function submit(restores: boolean): Promise<void> {
    const typed = withPassphrase(choice) ? (passphrase.current?.take() ?? null) : null
    if (withPassphrase(choice) && typed === null) return
    const answer = await job.run(() => call('vault.create', { choice, passphrase: typed }))
    if (!answer.ok) return
    if (restores) openDialog({ kind: 'restore-backup', thenCode: withCode(choice) })
    else if (withCode(choice)) openDialog({ kind: 'recovery-code' })
  }

  return (
    <Card title={text.setUpTitle} wide>
      <form
        className={styles['setUp']}
        noValidate
        autoComplete="off"
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault()
          void submit(false)
        }}
      >
        <div className={styles['scrolled']}>
          <Text>{text.setUpLead}</Text>
          <div className={styles['columns']}>
            <div className={styles['form']}>
              <Level
                keystore={keystore}
                isDisabled={job.busy}
                onRetry={() => void job.run(() => call('vault.retry', {}))}
              />
              <RadioGroup
                label={text.choose}
                options={choices.map((id) => ({ id, ...words[id] }))}
                value={choice}
                onChange={setChosen}
                isDisabled={job.busy}
              />
            </div>
            <div className={styles['form']}>
              <Guards way={choice} />
              {withCode(choice) && <Text>{text.codeNext}</Text>}
            </div>
          </div>
          {withPassphrase(choice) && (
            <div className={styles['columns']}>
              <NewPassphrase handle={passphrase} isDisabled={job.busy} />
            </div>
          )}
        </div>
        {job.error && <FailureNotice error={job.error} />}
        <div className={styles['actions']}>
          <Button isDisabled={job.busy} onPress={() => void submit(true)}>
            {text.createAndRestore}
          </Button>
          <Button type="submit" variant="primary" busy={job.busy}>
            {choice === 'session' ? text.begin : text.create}
          </Button>
        </div>
      </form>
    </Card>
  )
}

interface LevelProps {
  readonly keystore: Keystore
  readonly isDisabled: boolean
  readonly onRetry: () => void
}

/** What the system's keystore is worth here. */
function Level({ keystore, isDisabled, onRetry }: LevelProps) {
  const noAnswer = gaveNoAnswer(keystore)
  return (
    <div className={styles['level']}>
      <div className={styles['levelHead']}>
        <span>{text.here}</span>
        <Badge tone={keystore.level === 'strong' ? 'good' : 'warn'}>{protectionLabels[keystore.level]}</Badge>
      </div>
      <Text>{noAnswer ? text.noAnswer : protectionSentence(keystore)}</Text>
      {noAnswer && (
        <Button size="small" isDisabled={isDisabled} onPress={onRetry}>
          {text.retry}
        </Button>
      )}
    </div>
  )
}
