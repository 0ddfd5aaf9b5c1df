import { Ellipsis, TriangleAlert, X } from 'lucide-react'
import type { Account } from '#shared/model/account'
import type { Owner } from '#shared/model/owner'
import type { ProviderRecord } from '#shared/model/provider'
import { hasPages } from '#shared/rules/guide'
import { canRevokeAll } from '#shared/rules/revoke-all'
import { openAccountPage, refresh } from '#renderer/data/actions'
import { cancelJob } from '#renderer/data/bridge'
import type { PlaceCounts } from '#renderer/data/counts'
import { useDesk, useMinute, useView } from '#renderer/data/use-desk'
import { providerOf, useCatalogue, useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { ageText } from '#shared/text/ages'
import { explain } from '#shared/text/errors'
import { shellText } from '#renderer/text/shell'
import { ownerLabel } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { classNames } from '#renderer/ui/class-names'
import { IconButton } from '#renderer/ui/icon-button'
import marks from '#renderer/ui/mark.module.css'
import { Menu } from '#renderer/ui/menu'
import { Spinner } from '#renderer/ui/spinner'
import { SrOnly } from '#renderer/ui/sr-only'
import { PlaceButton } from './place-button.tsx'
import { accountAge, accountTrouble, listsAny, ownersOf } from './places.ts'
import styles from './sidebar.module.css'

export interface AccountItemProps {
  readonly account: Account
  readonly counts: PlaceCounts
}

/** An account with its owners, its menu, and how its last refresh went. */
export function AccountItem({ account, counts }: AccountItemProps) {
  const { view } = useDesk()
  const here = useView((state) => (state.screen === 'tokens' ? state.place : null))
  const parts = useFacts((facts) => facts.parts)
  const provider = providerOf(useCatalogue(), account.provider)
  const accountId = account.id
  return (
    <li className={styles['account']}>
      <div className={styles['accountLine']}>
        <PlaceButton
          icon={
            <span className={classNames(marks['mark'], styles['mark'])} aria-hidden>
              {provider?.initials ?? '?'}
            </span>
          }
          label={account.name}
          title={`${provider?.name ?? account.provider} · ${account.identity.name || account.identity.login}\n${account.origin}`}
          count={counts({ kind: 'account', accountId })}
          isCurrent={here?.kind === 'account' && here.accountId === accountId}
          onPress={() => view.setPlace({ kind: 'account', accountId })}
        />
        <AccountMenu account={account} provider={provider} />
      </div>
      <RefreshLine account={account} />
      <ul>
        {ownersOf(accountId, parts).map(({ ownerKey, owner }) => (
          <li key={ownerKey}>
            <PlaceButton
              {...ownerNames(owner)}
              count={counts({ kind: 'owner', accountId, ownerKey })}
              isCurrent={here?.kind === 'owner' && here.accountId === accountId && here.ownerKey === ownerKey}
              depth={owner.kind === 'team' ? 2 : 1}
              onPress={() => view.setPlace({ kind: 'owner', accountId, ownerKey })}
            />
          </li>
        ))}
      </ul>
    </li>
  )
}

/** A team stands under its organization, so its own name is enough to see; the whole is read out and in the tooltip. */
function ownerNames(owner: Owner): { label: string; before?: string; title?: string } {
  const whole = ownerLabel(owner)
  if (owner.kind !== 'team' || !whole.endsWith(owner.name)) return { label: whole, title: whole }
  return { label: owner.name, before: whole.slice(0, -owner.name.length), title: whole }
}

interface AccountMenuProps {
  readonly account: Account
  readonly provider: ProviderRecord | undefined
}

function AccountMenu({ account, provider }: AccountMenuProps) {
  const { index } = useDesk()
  const accountId = account.id

  /** Read when it is asked for: the menu itself shows nothing of them. */
  function revokeOneByOne(): void {
    const rows = [...index.entries.values()].map(({ row }) => row)
    const living = rows.filter(({ token }) => token.accountId === accountId && token.state === 'active')
    openDialog({ kind: 'bulk-revoke', tokenIds: living.map(({ token }) => token.id) })
  }

  return (
    <div className={styles['menu']}>
      <Menu
        label={shellText.menuOf(account.name)}
        trigger={
          <IconButton size="small" label={shellText.menuOf(account.name)} icon={<Ellipsis size={15} aria-hidden />} />
        }
        groups={[
          [
            {
              id: 'refresh',
              label: shellText.refresh,
              isDisabled: account.refresh !== null,
              onAction: () => void refresh(accountId),
            },
            ...(provider && hasPages(provider)
              ? [
                  {
                    id: 'page',
                    label: shellText.openPage(provider.name),
                    onAction: () => void openAccountPage(accountId),
                  },
                ]
              : []),
            {
              id: 'activity',
              label: shellText.activityOf,
              onAction: () => openDialog({ kind: 'activity', accountId }),
            },
            ...(provider?.auditLog.support.how === 'native'
              ? [
                  {
                    id: 'audit-log',
                    label: shellText.auditLog,
                    onAction: () => openDialog({ kind: 'audit-log', accountId }),
                  },
                ]
              : []),
          ],
          [
            {
              id: 'rename',
              label: shellText.rename,
              onAction: () => openDialog({ kind: 'rename-account', accountId }),
            },
            {
              id: 'reenter',
              label: shellText.reenter,
              onAction: () => openDialog({ kind: 'reenter-token', accountId }),
            },
          ],
          [
            ...(provider && canRevokeAll(provider, account.identity)
              ? [
                  {
                    id: 'revoke-all',
                    label: shellText.revokeAll,
                    destructive: true,
                    onAction: () => openDialog({ kind: 'revoke-all', accountId }),
                  },
                ]
              : []),
            {
              id: 'revoke-one-by-one',
              label: shellText.revokeOneByOne,
              destructive: true,
              onAction: revokeOneByOne,
            },
            {
              id: 'remove',
              label: shellText.remove,
              destructive: true,
              onAction: () => openDialog({ kind: 'remove-account', accountId }),
            },
          ],
        ]}
      />
    </div>
  )
}

/** One line under the account: how far a refresh is, or what went wrong, or how old the list is. */
function RefreshLine({ account }: { readonly account: Account }) {
  const parts = useFacts((facts) => facts.parts)
  const provider = providerOf(useCatalogue(), account.provider)
  const now = useMinute()
  const { refresh: progress } = account
  if (progress !== null) {
    return (
      <div className={styles['line']} role="status">
        <Spinner />
        <span className={styles['lineText']}>
          {shellText.refreshing(progress.partsDone, progress.partsTotal, progress.tokens)}
        </span>
        <IconButton
          size="small"
          label={shellText.cancelRefresh(account.name)}
          icon={<X size={12} aria-hidden />}
          onPress={() => cancelJob(progress.jobId)}
        />
      </div>
    )
  }
  const age = accountAge(account.id, parts, provider)
  const trouble = accountTrouble(account, parts)
  if (trouble !== null) {
    const { sentence, nextStep } = explain(trouble)
    return (
      <div className={styles['line']} title={`${sentence} ${nextStep}`}>
        <TriangleAlert size={12} aria-hidden className={styles['warn']} />
        <span className={styles['lineText']}>
          {shellText.failed(age === null ? null : ageText(age, now))}
          <SrOnly>. {sentence}</SrOnly>
        </span>
        {account.credentialError !== null && (
          <Button
            size="small"
            variant="link"
            onPress={() => openDialog({ kind: 'reenter-token', accountId: account.id })}
          >
            {shellText.reenter}
          </Button>
        )}
      </div>
    )
  }
  return (
    <div className={styles['line']}>
      <span className={styles['lineText']}>
        {age !== null
          ? shellText.refreshed(ageText(age, now))
          : listsAny(account.id, parts, provider)
            ? shellText.never
            : shellText.unlisted}
      </span>
    </div>
  )
}
