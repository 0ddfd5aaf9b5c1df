import { useEffect } from 'react'
import type { VaultState } from '#shared/model/vault'
import { call } from '#renderer/data/bridge'
import { lockedByOsSentences, vaultText as text } from '#renderer/text/vault'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { useJob } from '#renderer/ui/forms/use-job'
import { Card, Text } from './card.tsx'
import { UnlockForm } from './unlock-form.tsx'
import styles from './vault.module.css'

/** The vault waits for its passphrase. */
export function Locked() {
  return (
    <Card title={text.unlockTitle}>
      <Text>{text.unlockLead}</Text>
      <UnlockForm autoFocus />
    </Card>
  )
}

/** The keystore does not open the vault now: what that means, another try, and the passphrase where there is one. */
export function LockedByOs({ state }: { readonly state: Extract<VaultState, { kind: 'locked-by-os' }> }) {
  const { busy, error, run } = useJob()
  const [what, next] = lockedByOsSentences(state.why)

  // The person comes back from unlocking the keyring: no need to press a button then.
  useEffect(() => {
    const retry = () => void run(() => call('vault.retry', {}))
    window.addEventListener('focus', retry)
    return () => window.removeEventListener('focus', retry)
  }, [run])

  return (
    <Card title={text.byOsTitle}>
      <Text>{what}</Text>
      <Text>
        {next} {text.untouched}
      </Text>
      {error && <FailureNotice error={error} />}
      <div className={styles['actions']}>
        <Button variant="primary" busy={busy} autoFocus onPress={() => void run(() => call('vault.retry', {}))}>
          {text.retry}
        </Button>
      </div>
      {state.slots.includes('passphrase') && <UnlockForm autoFocus={false} lead={text.orPassphrase} />}
    </Card>
  )
}
