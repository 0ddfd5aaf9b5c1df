import { useEffect } from 'react'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import { vaultWords as text } from '#renderer/text/vault-words'
import { KeystoreNews } from '#renderer/ui/keystore-news'
import { Notice } from '#renderer/ui/notice'
import { Progress } from '#renderer/ui/progress'
import { toast } from '#renderer/ui/toast'
import styles from './banner.module.css'

/** What is to be known of the open vault itself: that it cannot be changed, what its keystore did, or that it is being sealed anew. */
export function VaultLines() {
  const vault = useFacts((facts) => facts.vault)
  const wasSealedAgain = vault.kind === 'open' && vault.keystoreSlot === 'sealed-again'
  // Good news: there is nothing to do. The settings go on saying it.
  useEffect(() => (wasSealedAgain ? toast({ text: text.sealedAgain }) : undefined), [wasSealedAgain])

  if (vault.kind !== 'open') return null
  const { readOnly, rekeying } = vault
  return (
    <>
      {readOnly && (
        <Notice tone="info" shape="band">
          {text.readOnly} {text.readOnlyNext}
        </Notice>
      )}
      <KeystoreNews vault={vault} shape="band" />
      {rekeying && <Rekeying {...rekeying} />}
    </>
  )
}

interface RekeyingProps {
  readonly done: number
  readonly total: number
}

/** Everything is being sealed anew, also for a window that did not ask for it. What is sealed and being saved goes on. */
function Rekeying({ done, total }: RekeyingProps) {
  async function cancel(): Promise<void> {
    const answer = await call('vault.cancelRekey', {})
    if (!answer.ok) tellFailure(answer.error)
  }
  const isSealed = total > 0 && done >= total
  return (
    <div className={styles['progress']}>
      <Progress
        label={text.rekeying(done, total)}
        {...(total > 0 && { value: done / total })}
        {...(!isSealed && { onCancel: () => void cancel() })}
      />
    </div>
  )
}
