import type { ReactNode } from 'react'
import type { TokenRow } from '#shared/model/token'
import { tokenStatus } from '#shared/rules/expiry'
import { stepsOf } from '#shared/rules/warning'
import { asksWhetherOwn } from '#shared/rules/own-token'
import { useStatusTime } from '#renderer/data/use-desk'
import { providerOf, useCatalogue, useStepChoice } from '#renderer/data/use-mirror'
import { statusText } from '#renderer/text/tokens'
import { calledBy, ownLabels } from '#shared/text/words'
import { Badge, type BadgeProps } from '#renderer/ui/badge'
import pane from '#renderer/ui/pane.module.css'
import { Actions } from './actions.tsx'
import { CopyButtons } from './copy-buttons.tsx'
import { Facts } from './facts.tsx'
import { Notes } from './notes.tsx'
import { OwnQuestion } from './own-question.tsx'
import { Places } from './places.tsx'
import { Secret } from './secret.tsx'
import { Tags } from './tags.tsx'
import { TypedExpiry } from './typed-expiry.tsx'
import { Warnings } from './warnings.tsx'
import styles from './token-detail.module.css'

const tones: Readonly<Record<ReturnType<typeof tokenStatus>['kind'], NonNullable<BadgeProps['tone']>>> = {
  expired: 'danger',
  due: 'warn',
  fine: 'good',
  never: 'good',
  unknown: 'good',
  revoked: 'quiet',
  gone: 'quiet',
}

interface TokenDetailProps {
  readonly row: TokenRow
  /** What others know of the token; stands at the end. */
  readonly children?: ReactNode
}

/** One token: what it is, what can be done with it, what its provider says, what the person holds and notes. */
export function TokenDetail({ row, children }: TokenDetailProps) {
  const now = useStatusTime()
  const steps = stepsOf(row, useStepChoice())
  const provider = providerOf(useCatalogue(), row.token.provider)
  const status = tokenStatus(row.token, now, steps)
  return (
    <div className={pane['scroll']}>
      <header className={styles['head']}>
        <h2 className={styles['title']} data-selectable>
          {calledBy(row.token)}
        </h2>
        <div className={styles['badges']}>
          <Badge tone={tones[status.kind]}>{statusText(status)}</Badge>
          {row.own === 'yes' && <Badge tone="accent">{ownLabels.yes}</Badge>}
        </div>
        <Actions row={row} provider={provider} />
      </header>
      {asksWhetherOwn(row) && <OwnQuestion tokenId={row.token.id} />}
      <Facts row={row} provider={provider} />
      <CopyButtons row={row} />
      <TypedExpiry key={`expiry ${row.token.id}`} row={row} />
      <Warnings row={row} />
      <Secret row={row} />
      <Places key={row.token.id} row={row} />
      <Tags row={row} />
      <Notes row={row} />
      {children}
    </div>
  )
}
