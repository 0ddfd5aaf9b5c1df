import { useId } from 'react'
import {
  tableOperations,
  tableServices,
  type KindsRow,
  type ProviderRow,
  type TableCell,
} from '#shared/rules/provider-table'
import { openDialog } from '#renderer/dialogs'
import { addressesLine, kindsLine, providersText as text, verifiedLine } from '#renderer/text/providers'
import { tokensText } from '#renderer/text/tokens'
import { Badge, type BadgeProps } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import { FactList } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'
import styles from './providers.module.css'

const tones: Readonly<Record<TableCell['how'], NonNullable<BadgeProps['tone']>>> = {
  native: 'good',
  emulated: 'accent',
  guided: 'warn',
  none: 'quiet',
}

function How({ how }: Pick<TableCell, 'how'>) {
  return <Badge tone={tones[how]}>{text.how[how]}</Badge>
}

/** One provider: what can be done with each kind of its tokens, what it does as a whole, and how that was verified. */
export function ProviderCard({ row }: { readonly row: ProviderRow }) {
  const headingId = useId()
  return (
    <section className={styles['card']} aria-labelledby={headingId}>
      <h3 id={headingId} className={styles['name']}>
        {row.name} <span className={styles['addresses']}>{addressesLine(row)}</span>
      </h3>
      {row.notice !== '' && <Notice tone="info">{row.notice}</Notice>}
      <table className={styles['table']} aria-labelledby={headingId}>
        <thead>
          <tr>
            <th scope="col">{text.tokens}</th>
            {tableOperations.map((operation) => (
              <th key={operation} scope="col">
                {text.operations[operation]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row.kinds.map(({ labels, cells }) => (
            <tr key={labels.join()}>
              <th scope="row">{kindsLine(labels)}</th>
              {tableOperations.map((operation) => (
                <td key={operation}>
                  <How how={cells[operation].how} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Reasons kinds={row.kinds} />
      <FactList
        facts={[
          ...tableServices.map((service) => {
            const { how, reason } = row.services[service]
            return [
              text.services[service],
              <span key={service}>
                <How how={how} /> {reason}
                {service === 'revokeByValue' && how === 'native' && (
                  <Button variant="link" onPress={() => openDialog({ kind: 'leaked' })}>
                    {tokensText.leaked}
                  </Button>
                )}
              </span>,
            ] as const
          }),
          [text.verified, verifiedLine(row)],
        ]}
      />
    </section>
  )
}

/** Why something is not done plainly, once for each reason; with the kinds where there are several rows. */
function Reasons({ kinds }: { readonly kinds: readonly KindsRow[] }) {
  const lines = kinds.flatMap(({ labels, cells }) =>
    tableOperations
      .filter((operation) => cells[operation].reason !== '')
      .map((operation) => ({
        about: kinds.length === 1 ? '' : ` (${kindsLine(labels)})`,
        operation: text.operations[operation],
        reason: cells[operation].reason,
      })),
  )
  if (lines.length === 0) return null
  return (
    <ul className={styles['reasons']} aria-label={text.reasons}>
      {lines.map(({ about, operation, reason }) => (
        <li key={operation + about}>
          <strong>
            {operation}
            {about}:
          </strong>{' '}
          {reason}
        </li>
      ))}
    </ul>
  )
}
