import { CalendarRange, FileInput, FileSearch, History, Inbox, Plus, Settings, Shapes, Users } from 'lucide-react'
import type { PlaceInList } from '#shared/model/preferences'
import { useDesk, usePlaceCounts, useView } from '#renderer/data/use-desk'
import { useFacts, useMirrorState } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { shellText } from '#renderer/text/shell'
import { Button } from '#renderer/ui/button'
import { classNames } from '#renderer/ui/class-names'
import { IconButton } from '#renderer/ui/icon-button'
import { VaultMenu } from '#renderer/ui/vault-menu'
import { AccountItem } from './account-item.tsx'
import { AuditButton } from './audit-button.tsx'
import { LockButton } from './lock-button.tsx'
import { PlaceButton } from './place-button.tsx'
import { otherAccountId } from './places.ts'
import { ProtectionBadge } from './protection-badge.tsx'
import { ScreenButton } from './screen-button.tsx'
import styles from './sidebar.module.css'

const all: PlaceInList = { kind: 'all' }
const others: PlaceInList = { kind: 'account', accountId: otherAccountId }

/** Accounts with their owners, how many tokens each has, and how their last refresh went. */
export function SideBar() {
  const { view } = useDesk()
  const place = useView((state) => (state.screen === 'tokens' ? state.place : null))
  const accounts = useFacts((facts) => facts.accounts)
  const demo = useMirrorState((state) => state.demo)
  const counts = usePlaceCounts()
  const hasOthers = counts(others).total > 0 || (place?.kind === 'account' && place.accountId === otherAccountId)
  return (
    <div className={styles['sideBar']}>
      <header className={styles['top']}>
        <h1 className={styles['appName']}>{shellText.appName}</h1>
        {demo && (
          <span className={styles['demo']} title={shellText.demoHelp}>
            {shellText.demo}
          </span>
        )}
        <LockButton />
        <IconButton
          label={shellText.settings}
          icon={<Settings size={15} aria-hidden />}
          onPress={() => openDialog({ kind: 'settings' })}
        />
      </header>
      <div className={styles['vault']}>
        <VaultMenu onManage={() => openDialog({ kind: 'settings', at: 'vaults' })} />
      </div>
      <nav aria-label={shellText.accounts} className={styles['nav']}>
        <ul>
          <li>
            <PlaceButton
              icon={<Inbox size={15} aria-hidden />}
              label={shellText.allTokens}
              count={counts(all)}
              isCurrent={place?.kind === 'all'}
              onPress={() => view.setPlace(all)}
            />
          </li>
          <li>
            <ScreenButton screen="timeline" icon={<CalendarRange size={15} aria-hidden />} />
          </li>
          <li>
            <AuditButton />
          </li>
          <li>
            <ScreenButton screen="team" icon={<Users size={15} aria-hidden />} />
          </li>
        </ul>
        <h2 className={styles['heading']}>{shellText.accounts}</h2>
        <ul>
          {accounts.map((account) => (
            <AccountItem key={account.id} account={account} counts={counts} />
          ))}
          {hasOthers && (
            <li>
              <PlaceButton
                icon={<Shapes size={15} aria-hidden />}
                label={shellText.otherServices}
                count={counts(others)}
                isCurrent={place?.kind === 'account' && place.accountId === otherAccountId}
                onPress={() => view.setPlace(others)}
              />
            </li>
          )}
        </ul>
        <div className={styles['add']}>
          <Button
            variant="quiet"
            icon={<Plus size={14} aria-hidden />}
            onPress={() => openDialog({ kind: 'add-account' })}
          >
            {shellText.addAccount}
          </Button>
          <Button
            variant="quiet"
            icon={<Plus size={14} aria-hidden />}
            onPress={() => openDialog({ kind: 'other-service' })}
          >
            {shellText.addOther}
          </Button>
          <Button
            variant="quiet"
            icon={<FileInput size={14} aria-hidden />}
            onPress={() => openDialog({ kind: 'import' })}
          >
            {shellText.importSecrets}
          </Button>
        </div>
      </nav>
      <footer className={styles['bottom']}>
        <button
          type="button"
          className={classNames(styles['protection'], styles['reminder'])}
          onClick={() => openDialog({ kind: 'scan' })}
        >
          <FileSearch size={14} aria-hidden />
          {shellText.findInFiles}
        </button>
        <button
          type="button"
          className={classNames(styles['protection'], styles['reminder'])}
          onClick={() => openDialog({ kind: 'activity' })}
        >
          <History size={14} aria-hidden />
          {shellText.activity}
        </button>
        <ProtectionBadge />
        {demo && <p className={styles['demoHelp']}>{shellText.demoHelp}</p>}
      </footer>
    </div>
  )
}
