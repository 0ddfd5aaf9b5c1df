import type { FoundSecret } from '#shared/contract/scan'
import { useFacts, useMirrorState } from '#renderer/data/use-mirror'
import { scanText as text } from '#renderer/text/scan'
import { calledBy } from '#shared/text/words'
import { Checkbox } from '#renderer/ui/choices'
import { canRemember, type Group } from './groups.ts'
import styles from './scan.module.css'

interface FoundListProps {
  readonly groups: readonly Group[]
  readonly more: number
  /** Ids of what is not ticked. */
  readonly left: ReadonlySet<string>
  readonly onTick: (id: string, isTicked: boolean) => void
  readonly isDisabled: boolean
}

/** The files that secrets of the vault are in, by token, each with a tick. */
export function FoundList({ groups, more, left, onTick, isDisabled }: FoundListProps) {
  const rows = useMirrorState((state) => state.rows)
  const accounts = useFacts((facts) => facts.accounts)

  function nameOf({ tokenId, accountId }: Group): string {
    if (tokenId === null) return text.credentialOf(accounts.find(({ id }) => id === accountId)?.name ?? '')
    const token = rows.get(tokenId)?.token
    return token === undefined ? text.notListed : calledBy(token)
  }

  return (
    <div className={styles['scroller']} tabIndex={0} role="region" aria-label={text.foundLabel}>
      {groups.map((group) => (
        <section key={group.key} className={styles['group']} aria-label={nameOf(group)}>
          <h3 className={styles['heading']}>{nameOf(group)}</h3>
          {group.tokenId === null && <p className={styles['quiet']}>{text.credentialHelp}</p>}
          <ul className={styles['list']}>
            {group.found.map((found) => (
              <li key={found.id}>
                {canRemember(found) ? (
                  <Checkbox
                    isSelected={!left.has(found.id)}
                    onChange={(isTicked) => onTick(found.id, isTicked)}
                    isDisabled={isDisabled}
                  >
                    <FoundAt found={found} />
                  </Checkbox>
                ) : (
                  <p className={styles['unticked']}>
                    <FoundAt found={found} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {more > 0 && <p className={styles['quiet']}>{text.more(more)}</p>}
    </div>
  )
}

function FoundAt({ found: { path, lines, times, isKnown } }: { readonly found: FoundSecret }) {
  return (
    <>
      <span className={styles['path']}>{path}</span>{' '}
      <span className={styles['quiet']}>
        {isKnown ? `${text.lines(lines, times)} · ${text.known}` : text.lines(lines, times)}
      </span>
    </>
  )
}
