import type { VaultState } from '#shared/model/vault'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import { momentText } from '#shared/text/dates'
import { vaultText as text } from '#renderer/text/vault'
import { Closed } from './closed.tsx'
import { Locked, LockedByOs } from './locked.tsx'
import { Opening } from './opening.tsx'
import { SetUp } from './set-up.tsx'
import { WayOn } from './way-on.tsx'

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
      return <Locked state={vault} />
    case 'locked-by-os':
      return <LockedByOs state={vault} />
    case 'damaged':
      return <Damaged state={vault} />
    case 'newer-format':
      return (
        <Closed
          title={text.newerTitle}
          sentences={[`${text.newer(vault.format)} ${text.untouched}`]}
          mayRetry={false}
        />
      )
    case 'older-than-seen':
      return <Older />
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

function Damaged({ state }: { readonly state: Extract<VaultState, { kind: 'damaged' }> }) {
  const { olderGenerations, newestReadableAt, folder } = state
  const copyFrom = newestReadableAt === null ? null : momentText(newestReadableAt)
  return (
    <Closed
      title={text.damagedTitle}
      sentences={[`${text.damaged} ${text.untouched}`, text.olderCopies(olderGenerations)]}
      folder={folder}
      {...(copyFrom !== null && {
        more: (
          <WayOn
            lead={text.copyLead}
            label={text.useCopy(copyFrom)}
            title={text.copyTitle}
            submit={text.copyDo}
            doing={text.copying}
            act={() => call('vault.useOlderGeneration', {})}
          >
            {[text.copyLoses(copyFrom), text.copyKeeps]}
          </WayOn>
        ),
      })}
    />
  )
}

function Older() {
  return (
    <Closed
      title={text.olderTitle}
      sentences={[`${text.older} ${text.untouched}`, text.olderNext]}
      more={
        <WayOn
          lead={text.acceptLead}
          label={text.accept}
          title={text.acceptTitle}
          submit={text.acceptDo}
          doing={text.accepting}
          act={() => call('vault.acceptOlder', {})}
        >
          {[text.acceptLoses, text.acceptKeeps]}
        </WayOn>
      }
    />
  )
}
