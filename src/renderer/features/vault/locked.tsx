import type { VaultState } from '#shared/model/vault'
import { call } from '#renderer/data/bridge'
import { lockedByOsSentences, orOpenWith, vaultText as text } from '#renderer/text/vault'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { typedFor } from '#renderer/ui/forms/typed-key'
import { useJob } from '#renderer/ui/forms/use-job'
import { Card, Text } from './card.tsx'
import { UnlockForm } from './unlock-form.tsx'
import styles from './vault.module.css'

/** The vault waits for what the person types; one that the keystore opens by itself waits for a button only. */
export function Locked({ state }: { readonly state: Extract<VaultState, { kind: 'locked' }> }) {
  if (state.slots.includes('os')) return <Hidden />
  const together = state.slots.includes('os-passphrase')
  return (
    <Card title={text.unlockTitle}>
      <Text>{together ? text.unlockLeadTogether : text.unlockLead}</Text>
      <UnlockForm means={typedFor(state.slots)} autoFocus />
    </Card>
  )
}

/** What opens by itself was never locked, and is not called so. */
function Hidden() {
  const { busy, error, run } = useJob()
  return (
    <Card title={text.hiddenTitle}>
      <Text>{text.hiddenLead}</Text>
      {error && <FailureNotice error={error} />}
      <div className={styles['actions']}>
        <Button variant="primary" busy={busy} autoFocus onPress={() => void run(() => call('vault.retry', {}))}>
          {text.show}
        </Button>
      </div>
    </Card>
  )
}

/**
 * The keystore does not open the vault now: what that means, another try, and what can be typed instead. When the person
 * comes back to the window, perhaps from unlocking the keyring, main tries again by itself.
 */
export function LockedByOs({ state }: { readonly state: Extract<VaultState, { kind: 'locked-by-os' }> }) {
  const { busy, error, run } = useJob()
  const [what, next] = lockedByOsSentences(state.why)
  // A passphrase that counts together with the keystore only is of no use here.
  const means = typedFor(state.slots.filter((slot) => slot !== 'os-passphrase'))

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
      {means.length > 0 && <UnlockForm means={means} autoFocus={false} lead={orOpenWith(means)} />}
    </Card>
  )
}
