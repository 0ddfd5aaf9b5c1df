import { Columns3, Plus, RefreshCw, ScanSearch, Siren } from 'lucide-react'
import type { ColumnId, PlaceInList } from '#shared/model/preferences'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { refresh } from '#renderer/data/actions'
import { useDesk, useView } from '#renderer/data/use-desk'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { columnLabels, tokensText } from '#renderer/text/tokens'
import { Button } from '#renderer/ui/button'
import { ChoiceMenu } from '#renderer/ui/choice-menu'
import { IconButton } from '#renderer/ui/icon-button'
import screen from '#renderer/ui/screen.module.css'
import { withVisible } from './columns.ts'
import { SearchBox } from './search-box.tsx'

/** The account that a place is in; null for all of them and for other services, which nobody lists. */
function accountOf(place: PlaceInList, accounts: readonly { readonly id: string }[]): string | null {
  if (place.kind === 'all') return null
  return accounts.some(({ id }) => id === place.accountId) ? place.accountId : null
}

/** Search, and the two things one comes for: make a token, refresh the list. */
export function Toolbar() {
  const place = useView((state) => state.place)
  const accounts = useFacts((facts) => facts.accounts)
  const accountId = accountOf(place, accounts)
  const refreshing = accounts.some(({ id, refresh: progress }) => {
    return progress !== null && (accountId === null || id === accountId)
  })
  return (
    <div className={screen['toolbar']}>
      <SearchBox />
      <ColumnsMenu />
      <IconButton
        label={tokensText.inspect}
        icon={<ScanSearch size={15} aria-hidden />}
        onPress={() => openDialog({ kind: 'inspect' })}
      />
      <IconButton
        label={tokensText.leaked}
        icon={<Siren size={15} aria-hidden />}
        onPress={() => openDialog({ kind: 'leaked' })}
      />
      <Button
        icon={<RefreshCw size={14} aria-hidden />}
        isDisabled={accounts.length === 0}
        busy={refreshing}
        onPress={() => void refresh(accountId)}
      >
        {tokensText.refresh}
      </Button>
      <Button
        variant="primary"
        icon={<Plus size={14} aria-hidden />}
        isDisabled={accounts.length === 0}
        onPress={() => newTokenIn(place, accountId)}
      >
        {tokensText.newToken}
      </Button>
    </div>
  )
}

/** Opens the form for a new token, with the side bar's account and owner chosen already. */
function newTokenIn(place: PlaceInList, accountId: string | null): void {
  openDialog({
    kind: 'new-token',
    ...(accountId !== null && { accountId }),
    ...(accountId !== null && place.kind === 'owner' && { ownerKey: place.ownerKey }),
  })
}

function ColumnsMenu() {
  const { view } = useDesk()
  const columns = useView((state) => state.columns)
  const others = columns.filter(({ id }) => id !== 'name')
  return (
    <ChoiceMenu<ColumnId | 'default'>
      trigger={<IconButton label={tokensText.columns} icon={<Columns3 size={15} aria-hidden />} />}
      label={tokensText.columns}
      mode="many"
      options={[
        ...others.map(({ id }) => ({ id, label: columnLabels[id] })),
        { id: 'default', label: tokensText.resetColumns },
      ]}
      chosen={others.filter(({ visible }) => visible).map(({ id }) => id)}
      onChange={(chosen) => {
        if (chosen.includes('default')) view.setColumns(defaultPreferences.grid.columns)
        else
          view.setColumns(
            withVisible(
              columns,
              chosen.filter((id) => id !== 'default'),
            ),
          )
      }}
    />
  )
}
