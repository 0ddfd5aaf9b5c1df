import type { EndedLeak } from '#shared/contract'
import { placesInUse } from '#shared/rules/places'
import { providerOf, useCatalogue, useFacts, useMirrorState } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { leakedText as text } from '#renderer/text/leaked'
import { Button } from '#renderer/ui/button'
import { PlacesFact } from '#renderer/ui/forms/places-fact'
import type { Found } from './use-leak.ts'
import styles from './leaked.module.css'

interface WhatElseProps {
  readonly found: Found
  readonly ended: EndedLeak
}

/** A secret that is dead was seen by somebody all the same, and something was working with it. */
export function WhatElse({ found, ended }: WhatElseProps) {
  const rows = useMirrorState((state) => state.rows)
  const accounts = useFacts((facts) => facts.accounts)
  const catalogue = useCatalogue()
  const rowsOf = (tokenIds: readonly string[]) => [...new Set(tokenIds)].flatMap((id) => rows.get(id) ?? [])
  const maybe = rowsOf(ended.values.flatMap(({ tokenIds }) => tokenIds))
  // One of several that it may be has nothing to be replaced yet.
  const known = rowsOf(
    ended.values.flatMap(({ state, tokenIds }) => (state === 'which' && tokenIds.length > 1 ? [] : tokenIds)),
  )
  const used = known.filter((row) => placesInUse(row).length > 0)
  const accountIds = new Set([
    ...maybe.map(({ token }) => token.accountId),
    ...found.values.flatMap((value) => value.accountIds),
  ])
  const concerned = accounts.filter(({ id }) => accountIds.has(id))
  const logged = concerned.filter(({ provider }) => providerOf(catalogue, provider)?.auditLog.support.how === 'native')
  const [first] = known
  return (
    <section>
      <h3 className={styles['heading']}>{text.elseTitle}</h3>
      <ul className={styles['else']} aria-label={text.elseTitle}>
        {used.map((row) => (
          <li key={row.token.id}>
            {text.elsePlaces} <PlacesFact row={row} />
          </li>
        ))}
        {first !== undefined && concerned.length > 0 && (
          <li>
            {text.elseNew}{' '}
            <Button
              variant="link"
              onPress={() =>
                openDialog({ kind: 'new-token', accountId: first.token.accountId, tokenKind: first.token.kind })
              }
            >
              {text.elseNewButton}
            </Button>
          </li>
        )}
        {logged.map(({ id, name }) => (
          <li key={id}>
            {text.elseLog(name)}{' '}
            <Button variant="link" onPress={() => openDialog({ kind: 'audit-log', accountId: id })}>
              {text.elseLogButton}
            </Button>
          </li>
        ))}
        {logged.length === 0 && <li>{text.elseNoLog}</li>}
        <li>{text.elseGit}</li>
        <li>{text.elseCopies}</li>
      </ul>
    </section>
  )
}
