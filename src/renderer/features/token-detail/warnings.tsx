import type { TokenRow } from '#shared/model/token'
import { isQuietAt, stepsOf } from '#shared/rules/warning'
import { quiet, snoozeActions, warnAgain } from '#renderer/data/quiet'
import { useDesk, useStatusTime } from '#renderer/data/use-desk'
import { useStepChoice } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { expiryText as text } from '#renderer/text/expiry'
import { Button } from '#renderer/ui/button'
import { Menu } from '#renderer/ui/menu'
import { Section } from '#renderer/ui/pane'
import pane from '#renderer/ui/pane.module.css'

/** When the person is warned of a token that ends, and what they have said to it. */
export function Warnings({ row }: { readonly row: TokenRow }) {
  const { mirror } = useDesk()
  const now = useStatusTime()
  const steps = stepsOf(row, useStepChoice())
  const { token, warning } = row
  if (token.state !== 'active' || token.expiry.kind !== 'at') return null
  const said = warning?.quiet ?? null
  const isQuiet = isQuietAt(said, token.expiry.at, now)
  const ids = [token.id]
  return (
    <Section title={text.heading}>
      <p className={pane['quiet']}>
        {!isQuiet || said === null ? text.warned(steps) : said.kind === 'known' ? text.known : text.snoozed(said.until)}
      </p>
      <div className={pane['buttons']}>
        {isQuiet ? (
          <Button size="small" onPress={() => void warnAgain(ids)}>
            {text.again}
          </Button>
        ) : (
          <>
            <Button size="small" onPress={() => void quiet(mirror, ids, { kind: 'known' })}>
              {text.iKnow}
            </Button>
            <Menu
              trigger={<Button size="small">{text.later}</Button>}
              label={text.later}
              groups={[snoozeActions(mirror, () => ids)]}
            />
          </>
        )}
        <Button size="small" onPress={() => openDialog({ kind: 'warnings', tokenId: token.id })}>
          {`${text.choose}…`}
        </Button>
      </div>
    </Section>
  )
}
