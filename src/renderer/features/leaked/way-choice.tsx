import type { LeakWay, LeakedValue } from '#shared/contract'
import type { ProviderRecord } from '#shared/model/provider'
import { openTokenPage, tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { providerOf, useCatalogue, useRow } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { leakedText as text } from '#renderer/text/leaked'
import { Button } from '#renderer/ui/button'
import { Select } from '#renderer/ui/select'
import styles from './leaked.module.css'

interface WayChoiceProps {
  readonly value: LeakedValue
  /** The place of the way in `value.ways`; null while the person has not said whose it is. */
  readonly way: number | null
  readonly onChange: (way: number) => void
  readonly isDisabled: boolean
}

/** How a secret is ended: said, or asked where nobody knows whose it is. */
export function WayChoice({ value: { ways, line }, way, onChange, isDisabled }: WayChoiceProps) {
  const catalogue = useCatalogue()
  const chosen = way === null ? undefined : ways[way]
  if (ways.length === 0) return <p>{text.noWay}</p>
  return (
    <>
      {ways.length > 1 && (
        <Select
          label={new Set(ways.map(({ provider }) => provider)).size === 1 ? text.where : text.whose}
          placeholder={text.choose}
          options={ways.map((one, at) => ({ id: `${line}-${at}`, label: whereOf(one, catalogue) }))}
          value={way === null ? null : `${line}-${way}`}
          onChange={(id) => onChange(Number(id.split('-')[1]))}
          isDisabled={isDisabled}
        />
      )}
      {chosen && <p className={styles['quiet']}>{text.ways[chosen.how](whereOf(chosen, catalogue))}</p>}
      {chosen?.how === 'page' && <ThePage way={chosen} />}
    </>
  )
}

/** The provider and the host that a secret goes to. */
function whereOf({ provider, origin }: LeakWay, catalogue: readonly ProviderRecord[]): string {
  const host = URL.canParse(origin) ? new URL(origin).host : ''
  return text.at(providerOf(catalogue, provider)?.name ?? provider, host)
}

/** Leads to what only a person can do. */
function ThePage({ way: { provider, origin, tokenId } }: { readonly way: LeakWay }) {
  const row = useRow(tokenId ?? '')
  const record = providerOf(useCatalogue(), provider)
  if (row !== undefined && record?.tokenKinds.some(({ kind }) => kind === row.token.kind) && origin !== '') {
    return <Button onPress={() => openDialog({ kind: 'revoke', tokenId: row.token.id })}>{text.revokeThere}</Button>
  }
  async function open(): Promise<void> {
    if (row !== undefined) {
      await openTokenPage(row.token.id)
      return
    }
    const answer = await call('link.open', { what: 'new-token', provider, address: origin })
    if (!answer.ok) tellFailure(answer.error)
  }
  return <Button onPress={() => void open()}>{text.openPage}</Button>
}
