import { useFacts } from '#renderer/data/use-mirror'
import { vaultWords as text } from '#renderer/text/vault-words'
import { Notice } from '#renderer/ui/notice'
import { Progress } from '#renderer/ui/progress'
import styles from './banner.module.css'

/** What is to be known of the open vault itself: that it cannot be changed, or that it is being sealed anew. */
export function VaultLines() {
  const vault = useFacts((facts) => facts.vault)
  if (vault.kind !== 'open') return null
  const { readOnly, rekeying } = vault
  return (
    <>
      {readOnly && (
        <Notice tone="info" shape="band">
          {text.readOnly} {text.readOnlyNext}
        </Notice>
      )}
      {rekeying && (
        <div className={styles['progress']}>
          <Progress
            label={text.rekeying(rekeying.done, rekeying.total)}
            {...(rekeying.total > 0 && { value: rekeying.done / rekeying.total })}
          />
        </div>
      )}
    </>
  )
}
