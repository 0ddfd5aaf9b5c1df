import { KeyRound, SearchX } from 'lucide-react'
import type { PlaceInList } from '#shared/model/preferences'
import { filterCount, noFilters } from '#shared/rules/filter'
import { refresh } from '#renderer/data/actions'
import { useDesk, useTokenList, useView } from '#renderer/data/use-desk'
import { useFacts, useMirrorState } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { shellText } from '#renderer/text/shell'
import { tokensText } from '#renderer/text/tokens'
import { Button } from '#renderer/ui/button'
import { EmptyState } from '#renderer/ui/empty-state'
import styles from './screen.module.css'

/** Stands over an empty grid and says why it is empty. */
export function NothingToShow() {
  return useTokenList().length === 0 ? <Why /> : null
}

function Why() {
  const loaded = useMirrorState((state) => state.rowsDone)
  const filtered = useView((state) => state.query.trim() !== '' || filterCount(state.filters) > 0)
  const any = useMirrorState((state) => state.rows.size > 0)
  const accounts = useFacts((facts) => facts.accounts.length)
  const place = useView((state) => state.place)
  return (
    <div className={styles['over']}>
      {!loaded ? (
        <Skeleton />
      ) : filtered && any ? (
        <NoMatch />
      ) : accounts === 0 && place.kind === 'all' ? (
        <NoAccounts />
      ) : (
        <NoTokens place={place} />
      )}
    </div>
  )
}

/** The shape of rows that are about to come. */
function Skeleton() {
  return (
    <div className={styles['skeleton']} role="status" aria-label={tokensText.loading}>
      {[62, 48, 70, 55, 66, 44, 58, 50].map((width) => (
        <div key={width} className={styles['bone']} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}

function NoMatch() {
  const { view } = useDesk()
  return (
    <EmptyState
      icon={<SearchX size={28} strokeWidth={1.5} />}
      title={tokensText.noMatch}
      actions={
        <Button
          onPress={() => {
            view.setQuery('')
            view.setFilters(noFilters)
          }}
        >
          {tokensText.clearAll}
        </Button>
      }
    >
      {tokensText.noMatchHelp}
    </EmptyState>
  )
}

function NoAccounts() {
  return (
    <EmptyState
      icon={<KeyRound size={30} strokeWidth={1.5} />}
      title={tokensText.noAccounts}
      actions={
        <>
          <Button variant="primary" onPress={() => openDialog({ kind: 'add-account' })}>
            {shellText.addAccount}
          </Button>
          <Button onPress={() => openDialog({ kind: 'other-service' })}>{shellText.addOther}</Button>
          <Button onPress={() => openDialog({ kind: 'import' })}>{shellText.importSecrets}</Button>
          <Button onPress={() => openDialog({ kind: 'restore-backup' })}>{shellText.restore}</Button>
        </>
      }
    >
      {tokensText.noAccountsHelp}
    </EmptyState>
  )
}

function NoTokens({ place }: { readonly place: PlaceInList }) {
  const accountId = place.kind === 'all' ? null : place.accountId
  const isOther = useFacts(({ accounts }) => accountId !== null && accounts.every(({ id }) => id !== accountId))
  const listed = useFacts(({ parts }) => {
    return parts.some((part) => part.asOf !== null && (accountId === null || part.accountId === accountId))
  })
  if (isOther) {
    return (
      <EmptyState
        icon={<KeyRound size={28} strokeWidth={1.5} />}
        title={tokensText.noTokens}
        actions={<Button onPress={() => openDialog({ kind: 'other-service' })}>{shellText.addOther}</Button>}
      >
        {tokensText.noOthersHelp}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<KeyRound size={28} strokeWidth={1.5} />}
      title={listed ? tokensText.noTokens : tokensText.notListed}
      actions={<Button onPress={() => void refresh(accountId)}>{tokensText.refresh}</Button>}
    >
      {listed ? tokensText.noTokensHelp : tokensText.notListedHelp}
    </EmptyState>
  )
}
