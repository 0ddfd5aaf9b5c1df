import { EyeOff, Lock } from 'lucide-react'
import { lock } from '#renderer/data/actions'
import { useFacts, useMirrorState } from '#renderer/data/use-mirror'
import { lockingText as text } from '#renderer/text/locking'
import { IconButton } from '#renderer/ui/icon-button'

/** Locks the vault. Where the keystore would open it again by itself, it says that it hides it. */
export function LockButton() {
  const vault = useFacts((facts) => facts.vault)
  const isMac = useMirrorState(({ platform }) => platform === 'darwin')
  if (vault.kind !== 'open' || vault.storage === 'session') return null
  const hides = vault.slots.includes('os')
  const Icon = hides ? EyeOff : Lock
  return (
    <IconButton
      label={text.withKeys(hides ? text.hide : text.lock, isMac)}
      icon={<Icon size={15} aria-hidden />}
      onPress={() => void lock()}
    />
  )
}
