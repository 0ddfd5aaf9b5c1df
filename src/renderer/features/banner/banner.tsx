import type { ReactNode } from 'react'
import { refresh } from '#renderer/data/actions'
import { useMinute } from '#renderer/data/use-desk'
import { kindOf, providerOf, useCatalogue, useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { ageText } from '#shared/text/ages'
import { explain } from '#shared/text/errors'
import { lockingText } from '#renderer/text/locking'
import { shellText } from '#renderer/text/shell'
import { ownerLabel } from '#shared/text/words'
import { Notice } from '#renderer/ui/notice'
import { SignInLines } from './sign-in-lines.tsx'
import { ExpiryBand } from './expiry-band.tsx'
import { troublesOf, type Trouble } from './troubles.ts'
import { VaultLines } from './vault-lines.tsx'
import styles from './banner.module.css'

/** At most so many troubles are spelled out; a dead network would fill the window otherwise. */
const shownTroubles = 2

export interface BannerProps {
  /** Operations that wait for the person. */
  readonly pending: ReactNode
}

/** What the person should know before anything else: no network, what waits for them, what failed, what expires. */
export function Banner({ pending }: BannerProps) {
  const online = useFacts((facts) => facts.online)
  const held = useFacts((facts) => facts.locking.held)
  return (
    <div className={styles['banner']}>
      {held !== null && (
        <Notice tone="warn" shape="band">
          {lockingText.held[held]}
        </Notice>
      )}
      <VaultLines />
      {!online && (
        <Notice tone="warn" shape="band" action={{ label: shellText.retry, onPress: () => void refresh(null) }}>
          {shellText.offline}
        </Notice>
      )}
      {pending}
      {online && <Troubles />}
      <SignInLines />
      <CalendarLine />
      <ExpiryBand />
    </div>
  )
}

/** Quiet: nothing is lost, and Keyrack goes on trying. Why is told where the file was chosen. */
function CalendarLine() {
  const isStale = useFacts((facts) => facts.calendarTrouble !== null)
  if (!isStale) return null
  return (
    <Notice
      tone="info"
      shape="band"
      action={{ label: shellText.show, onPress: () => openDialog({ kind: 'calendar' }) }}
    >
      {shellText.calendarStale}
    </Notice>
  )
}

function Troubles() {
  const accounts = useFacts((facts) => facts.accounts)
  const parts = useFacts((facts) => facts.parts)
  // What is being refreshed may be right in a moment.
  const troubles = troublesOf(accounts, parts).filter(({ account }) => account.refresh === null)
  const hidden = troubles.slice(shownTroubles)
  return (
    <>
      {troubles.slice(0, shownTroubles).map((trouble) => (
        <TroubleLine key={trouble.account.id} trouble={trouble} />
      ))}
      {hidden.length > 0 && (
        <Notice tone="warn" shape="band" action={{ label: shellText.retry, onPress: () => void refresh(null) }}>
          {shellText.moreFailed(hidden.reduce((sum, { more }) => sum + 1 + more, 0))}
        </Notice>
      )}
    </>
  )
}

function TroubleLine({ trouble }: { readonly trouble: Trouble }) {
  const now = useMinute()
  const catalogue = useCatalogue()
  const { account, part, error } = trouble
  const { sentence, nextStep, action } = explain(error)

  function lead(): string {
    if (part === null) return shellText.accountFailed(account.name)
    const kind = kindOf(providerOf(catalogue, account.provider), part.kind)?.label ?? part.kind
    const list = `${kind}, ${ownerLabel(part.owner)}`
    return trouble.asOf === null
      ? shellText.partNever(list, account.name)
      : shellText.partFailed(list, account.name, ageText(trouble.asOf, now))
  }

  const step =
    action === 're-enter'
      ? {
          label: shellText.reenter,
          onPress: () => openDialog({ kind: 'reenter-token', accountId: account.id }),
        }
      : { label: shellText.retry, onPress: () => void refresh(account.id) }
  return (
    <Notice tone="warn" shape="band" action={step}>
      {lead()} {sentence} {nextStep} {trouble.more > 0 && shellText.moreFailed(trouble.more)}
    </Notice>
  )
}
