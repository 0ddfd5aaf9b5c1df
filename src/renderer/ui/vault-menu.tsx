import { ChevronsUpDown, Vault } from 'lucide-react'
import { useEffect } from 'react'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import { useVaults } from '#renderer/data/use-vaults'
import { vaultName, vaultsText as text } from '#renderer/text/vaults'
import { Button } from './button.tsx'
import { Menu } from './menu.tsx'

export interface VaultMenuProps {
  /** Leads to where vaults are made; left out where that cannot be shown. */
  readonly onManage?: () => void
}

/** Says which vault this window is about, and opens the others. Nothing where the default vault is the only one. */
export function VaultMenu(props: VaultMenuProps) {
  const isNamed = useFacts((facts) => facts.profile.several)
  return isNamed ? <NamedVault {...props} /> : null
}

function NamedVault({ onManage }: VaultMenuProps) {
  const own = vaultName(useFacts((facts) => facts.profile.name))
  const { vaults, look } = useVaults()

  // Another window may have made one meanwhile.
  useEffect(() => {
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [look])

  async function open(name: string): Promise<void> {
    const answer = await call('profile.open', { name })
    if (!answer.ok) tellFailure(answer.error)
  }

  const others = vaults.filter(({ isOwn }) => !isOwn)
  return (
    <Menu
      label={text.title}
      trigger={
        <Button
          variant="quiet"
          size="small"
          icon={<Vault size={14} aria-hidden />}
          label={text.menu(own)}
          isDisabled={others.length === 0 && onManage === undefined}
        >
          {own}
          <ChevronsUpDown size={12} aria-hidden />
        </Button>
      }
      groups={[
        others.map(({ name, isNew }) => ({
          id: name,
          label: text.openIt(vaultName(name)),
          ...(isNew && { hint: text.new }),
          onAction: () => void open(name),
        })),
        onManage === undefined ? [] : [{ id: 'manage vaults', label: text.manage, onAction: onManage }],
      ]}
    />
  )
}
