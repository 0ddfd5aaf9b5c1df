import { useMemo, useState } from 'react'
import { providerTable } from '#shared/rules/provider-table'
import { useCatalogue } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { providersText as text } from '#renderer/text/providers'
import { Button } from '#renderer/ui/button'
import { Dialog } from '#renderer/ui/dialog'
import { EmptyState } from '#renderer/ui/empty-state'
import { Lead } from '#renderer/ui/forms/parts'
import { TextField } from '#renderer/ui/text-field'
import { found } from './found.ts'
import { ProviderCard } from './provider-card.tsx'
import styles from './providers.module.css'

/** What each provider can do, as the records say it, with the reason for whatever is not done plainly. */
export function ProvidersDialog({ onClose }: DialogProps<'providers'>) {
  const catalogue = useCatalogue()
  const [query, setQuery] = useState('')
  const all = useMemo(() => providerTable(catalogue), [catalogue])
  const rows = found(all, query)
  return (
    <Dialog
      title={text.title}
      size="large"
      onClose={onClose}
      footer={
        <>
          <span className={styles['count']} role="status">
            {text.found(rows.length, all.length)}
          </span>
          <Button variant="primary" onPress={onClose}>
            {formText.done}
          </Button>
        </>
      }
    >
      <div className={styles['search']}>
        <TextField label={text.search} value={query} onChange={setQuery} maxLength={200} autoFocus />
      </div>
      <Lead>{text.lead}</Lead>
      {rows.length === 0 ? (
        <EmptyState title={text.nothing}>{text.nothingHelp}</EmptyState>
      ) : (
        // It can have the focus so that the keyboard can scroll it: there is hardly anything to press in it.
        <div role="group" aria-label={text.title} tabIndex={0} className={styles['cards']}>
          {rows.map((row) => (
            <ProviderCard key={row.id} row={row} />
          ))}
        </div>
      )}
    </Dialog>
  )
}
