import { useMinute } from '#renderer/data/use-desk'
import { openTokenPage } from '#renderer/data/actions'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { offboardText as text, singleSteps } from '#renderer/text/team'
import { momentWords } from '#renderer/text/tokens'
import { Button } from '#renderer/ui/button'
import { mayHavePage, type OffboardLine, type OffboardStep } from '#shared/rules/offboard'
import { placesInUse } from '#shared/rules/places'
import { ageText } from '#shared/text/ages'
import { doneBy, relationWords, whyElsewhere } from '#shared/text/offboard'
import { calledBy, ownerText } from '#shared/text/words'
import styles from './team.module.css'

/** Nobody reads more lines than these; the exported plan has all. */
const mostLines = 100

/** The tokens of one step: what they are, who does it, and what uses them. */
export function PlanLines({ step, lines }: { readonly step: OffboardStep; readonly lines: readonly OffboardLine[] }) {
  const accounts = useFacts((facts) => facts.accounts)
  const now = useMinute()
  return (
    <ul className={styles['lines']}>
      {lines.slice(0, mostLines).map((line) => {
        const { token } = line.row
        const account = accounts.find(({ id }) => id === token.accountId)
        const places = placesInUse(line.row).length
        const used = token.lastUsed.kind === 'at' ? ageText(token.lastUsed.at, now) : momentWords[token.lastUsed.kind]
        const facts = [
          relationWords[line.relation],
          ownerText(token),
          account?.name ?? token.service ?? '',
          `${text.lastUsed}: ${used}`,
          ...(places > 0 ? [text.places(places)] : []),
          doneBy(line, account?.identity.login ?? ''),
        ]
        const why = whyElsewhere(line)
        return (
          <li key={token.id}>
            <span className={styles['lineName']}>{calledBy(token)}</span>{' '}
            <span className={styles['quiet']}>
              {facts.filter((fact) => fact !== '').join(' · ') + (why === null ? '' : '.')}
            </span>{' '}
            {why !== null && <span className={styles['quiet']}>{why}</span>}
            {singleSteps.has(step) && <One line={line} />}
          </li>
        )
      })}
      {lines.length > mostLines && <li className={styles['quiet']}>{text.more(lines.length - mostLines)}</li>}
    </ul>
  )
}

/** Begins a step that is done one token at a time. */
function One({ line: { step, row } }: { readonly line: OffboardLine }) {
  const { id: tokenId } = row.token
  if (step === 'elsewhere' && !mayHavePage(row.token)) {
    return (
      <Button size="small" variant="quiet" onPress={() => openDialog({ kind: 'other-service', tokenId })}>
        {text.addPage}
      </Button>
    )
  }
  if (step === 'elsewhere') {
    return (
      <Button size="small" variant="quiet" onPress={() => void openTokenPage(tokenId)}>
        {text.page}
      </Button>
    )
  }
  const kind = step === 'revoke-page' ? 'revoke' : 'regenerate'
  return (
    <Button size="small" variant="quiet" onPress={() => openDialog({ kind, tokenId })}>
      {text.open}
    </Button>
  )
}
