import { useFacts } from '#renderer/data/use-mirror'
import { vaultText as text } from '#renderer/text/vault'
import { Closed } from './closed.tsx'
import { Locked, LockedByOs } from './locked.tsx'
import { Opening } from './opening.tsx'
import { SetUp } from './set-up.tsx'

/** The whole window while the vault is not open. "Cannot be opened" is never taken for "there is none". */
export function VaultScreen() {
  const vault = useFacts((facts) => facts.vault)
  switch (vault.kind) {
    case 'open':
      return null
    case 'opening':
      return <Opening />
    case 'none':
      return <SetUp keystore={vault.keystore} />
    case 'locked':
      return <Locked />
    case 'locked-by-os':
      return <LockedByOs state={vault} />
    case 'damaged':
      return (
        <Closed
          title={text.damagedTitle}
          sentences={[`${text.damaged} ${text.untouched}`, text.olderCopies(vault.olderGenerations)]}
          folder={vault.folder}
        />
      )
    case 'newer-format':
      return (
        <Closed
          title={text.newerTitle}
          sentences={[`${text.newer(vault.format)} ${text.untouched}`]}
          mayRetry={false}
        />
      )
    case 'older-than-seen':
      return <Closed title={text.olderTitle} sentences={[`${text.older} ${text.untouched}`, text.olderNext]} />
    case 'other-purpose':
      return (
        <Closed
          title={text.otherTitle}
          sentences={[`${text.other(text.purposes[vault.purpose])} ${text.untouched}`]}
          mayRetry={false}
        />
      )
  }
}
