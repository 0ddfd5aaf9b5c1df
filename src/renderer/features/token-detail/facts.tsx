import type { ProviderRecord } from '#shared/model/provider'
import type { Expiry } from '#shared/model/time'
import type { RateLimit, TokenRow } from '#shared/model/token'
import { useMinute } from '#renderer/data/use-desk'
import { kindOf, useAccount, useFacts } from '#renderer/data/use-mirror'
import { ageText, distanceText, instantTitle } from '#shared/text/ages'
import { momentText } from '#shared/text/dates'
import { detailText } from '#renderer/text/detail'
import { endingText } from '#renderer/text/endings'
import { expirySources, ownerKindLabels, ownerLabel, scopesLabel } from '#shared/text/words'
import { Fact } from '#renderer/ui/pane'
import pane from '#renderer/ui/pane.module.css'
import styles from './token-detail.module.css'

interface FactsProps {
  readonly row: TokenRow
  readonly provider: ProviderRecord | undefined
}

/** What the provider said of the token, and when. */
export function Facts({ row: { token }, provider }: FactsProps) {
  const now = useMinute()
  const account = useAccount(token.accountId)
  // The one that came last.
  const ending = useFacts(({ endings }) => endings.findLast(({ tokenId }) => tokenId === token.id))
  const kind = kindOf(provider, token.kind)
  const byHand = token.provider === 'other'
  const source = byHand ? detailText.entered : detailText.learned
  return (
    <section className={pane['section']}>
      <h3 className={styles['learned']} title={instantTitle(token.asOf)}>
        {source(ageText(token.asOf, now), momentText(token.asOf))}
      </h3>
      <dl className={pane['facts']}>
        {token.goneAt !== undefined && (
          <Fact label={token.state === 'revoked' ? detailText.revokedAt : detailText.goneAt}>
            <Moment at={token.goneAt} now={now} />
          </Fact>
        )}
        {ending !== undefined && (
          <Fact label={endingText.fact[ending.how]}>
            {endingText.states[ending.state]}{' '}
            {ending.triedAt !== null && <span className={styles['faint']}>{ageText(ending.triedAt, now)}</span>}
          </Fact>
        )}
        <Fact label={detailText.expires}>
          <When value={token.expiry} now={now} unknown={detailText.unknown} />
          {token.expiry.kind === 'at' && token.expiry.by !== undefined && (
            <span className={styles['faint']}> · {expirySources[token.expiry.by]}</span>
          )}
        </Fact>
        <Fact label={detailText.lastUsed}>
          <When
            value={token.lastUsed}
            now={now}
            unknown={kind?.tells.lastUsed === false ? detailText.notTold : detailText.unknown}
          />
        </Fact>
        {token.lastUsedFrom !== undefined && (
          <Fact label={detailText.lastUsedFrom}>{token.lastUsedFrom.join(', ')}</Fact>
        )}
        {token.rateLimit !== undefined && (
          <Fact label={detailText.rateLimit}>
            <Rate rate={token.rateLimit} now={now} />
          </Fact>
        )}
        <Fact label={detailText.created}>
          <When
            value={token.created}
            now={now}
            unknown={kind?.tells.created === false ? detailText.notTold : detailText.unknown}
          />
        </Fact>
        {token.createdBy !== undefined && <Fact label={detailText.createdBy}>{token.createdBy}</Fact>}
        {token.description !== '' && token.name !== '' && (
          <Fact label={detailText.description}>{token.description}</Fact>
        )}
        {byHand ? (
          <ByHand token={token} />
        ) : (
          <>
            <Fact label={detailText.access}>{scopesLabel(token.scopes)}</Fact>
            {token.role !== undefined && <Fact label={detailText.role}>{token.role}</Fact>}
            {token.admin !== undefined && (
              <Fact label={detailText.admin}>{token.admin ? detailText.yes : detailText.no}</Fact>
            )}
            <Fact label={detailText.owner}>
              {token.owner.kind === 'me'
                ? ownerLabel(token.owner)
                : `${ownerLabel(token.owner)} (${ownerKindLabels[token.owner.kind]})`}
            </Fact>
            <Fact label={detailText.kind}>{kind?.label ?? token.kind}</Fact>
            <Fact label={detailText.account}>{account?.name ?? token.accountId}</Fact>
            <Fact label={detailText.id}>
              <span className={styles['mono']}>{token.issuerId}</span>
            </Fact>
          </>
        )}
      </dl>
    </section>
  )
}

function ByHand({ token }: { readonly token: TokenRow['token'] }) {
  const lines: readonly (readonly [string, string | undefined])[] = [
    [detailText.service, token.service],
    [detailText.address, token.serviceUrl],
    [detailText.owner, token.owner.name],
    [detailText.manage, token.manageUrl],
  ]
  return lines.map(([label, value]) => {
    return value ? (
      <Fact key={label} label={label}>
        {value}
      </Fact>
    ) : null
  })
}

function When({ value, now, unknown }: { readonly value: Expiry; readonly now: number; readonly unknown: string }) {
  if (value.kind === 'at') return <Moment at={value.at} now={now} />
  return <span className={styles['faint']}>{value.kind === 'never' ? detailText.never : unknown}</span>
}

/** What was left when the provider was asked; once it counts anew, only how many there are. */
function Rate({ rate: { limit, remaining, resetsAt }, now }: { readonly rate: RateLimit; readonly now: number }) {
  if (resetsAt <= now) return detailText.callsAtMost(limit)
  return (
    <>
      {detailText.callsLeft(remaining, limit)}, {detailText.callsReset} <Moment at={resetsAt} now={now} />
    </>
  )
}

/** An instant: where the person is, how far away, and in UTC in the tooltip. */
function Moment({ at, now }: { readonly at: number; readonly now: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={instantTitle(at)}>
      {momentText(at)} <span className={styles['faint']}>{distanceText(at, now)}</span>
    </time>
  )
}
