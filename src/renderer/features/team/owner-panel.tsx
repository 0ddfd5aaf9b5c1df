import { X } from 'lucide-react'
import type { TeamOwner } from '#shared/contract/team'
import { useDesk, useMinute, useView } from '#renderer/data/use-desk'
import { useMirrorState } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { shellText } from '#renderer/text/shell'
import { departureText, standingText, teamText as text } from '#renderer/text/team'
import { Button } from '#renderer/ui/button'
import { classNames } from '#renderer/ui/class-names'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { IconButton } from '#renderer/ui/icon-button'
import { calledBy, ownerText } from '#shared/text/words'
import { OwnerMarks } from './owner-marks.tsx'
import { useOwnedTokens } from './use-team.ts'
import styles from './team.module.css'

/** Nobody reads more lines than these; the plan has all of them. */
const mostLines = 200

/** One owner: how it stands with them, what would break, their tokens, and the way to a plan. */
export function OwnerPanel({ owner, onClose }: { readonly owner: TeamOwner; readonly onClose: () => void }) {
  const now = useMinute()
  const standing = standingText(owner, now)
  const isPerson = owner.kind === 'person'
  return (
    <section className={styles['panel']} aria-label={owner.name || text.nobody}>
      <header className={styles['panelHead']}>
        <h3>{owner.name || text.nobody}</h3>
        <span className={styles['quiet']}>{owner.detail}</span>
        <OwnerMarks owner={owner} />
        <span className={styles['push']} />
        {isPerson && (
          <Button
            variant={owner.departures.length > 0 ? 'primary' : 'plain'}
            size="small"
            onPress={() => openDialog({ kind: 'offboard', ownerKey: owner.key, name: owner.name, isYou: owner.isYou })}
          >
            {text.plan}
          </Button>
        )}
        <IconButton label={shellText.close} size="small" icon={<X size={14} aria-hidden />} onPress={onClose} />
      </header>
      {owner.departures.map((departure) => (
        <p key={`${departure.accountId} ${departure.of}`}>{departureText(departure, now)}</p>
      ))}
      {standing !== null && <p>{standing}</p>}
      <p className={styles['quiet']}>{text.breaks(owner, now)}</p>
      <Tokens owner={owner} />
    </section>
  )
}

function Tokens({ owner }: { readonly owner: TeamOwner }) {
  const { view } = useDesk()
  const currentId = useView((state) => state.currentId)
  const rows = useMirrorState((state) => state.rows)
  const version = useMirrorState((state) => state.rowsVersion)
  const { tokens, total, error } = useOwnedTokens(owner.key, false, version)
  if (error !== null && error.kind !== 'not-found') return <FailureNotice error={error} />
  if (tokens === null) return null
  const shown = tokens.slice(0, mostLines)
  return (
    <ul className={styles['tokens']} aria-label={text.tokensOf}>
      {shown.map(({ tokenId, relation }) => {
        const token = rows.get(tokenId)?.token
        return (
          token && (
            <li key={tokenId}>
              <button
                type="button"
                className={classNames(styles['name'], tokenId === currentId && styles['chosen'])}
                onClick={() => {
                  view.setCurrent(tokenId)
                  view.setDetailOpen(true)
                }}
              >
                {calledBy(token)}
              </button>{' '}
              <span className={styles['quiet']}>
                {relation === 'made' ? `${text.made} · ${ownerText(token)}` : owner.kind === 'person' ? text.owns : ''}
              </span>
            </li>
          )
        )
      })}
      {total > shown.length && <li className={styles['quiet']}>{text.moreTokens(total - shown.length)}</li>}
    </ul>
  )
}
