import type { TokenRow } from '#shared/model/token'
import { calledBy, listed } from '#shared/text/words'
import { Checkbox } from '#renderer/ui/choices'
import { Notice } from '#renderer/ui/notice'

interface OwnTickProps {
  readonly rows: readonly TokenRow[]
  readonly words: {
    readonly ownYes: (names: string) => string
    readonly ownUnknown: (number: number, names: string) => string
    readonly ownTick: (number: number) => string
  }
  readonly isTicked: boolean
  readonly onTick: (isTicked: boolean) => void
  readonly isDisabled: boolean
}

/** The tokens that Keyrack signs in with, or may do so: left alone without the tick. */
export function OwnTick({ rows, words, isTicked, onTick, isDisabled }: OwnTickProps) {
  const sure = rows.filter(({ own }) => own === 'yes')
  const unsure = rows.filter(({ own }) => own !== 'yes')
  const names = (some: readonly TokenRow[]) => listed(some.map(({ token }) => `“${calledBy(token)}”`))
  return (
    <>
      <Notice tone="warn">
        {sure.length > 0 && <p>{words.ownYes(names(sure))}</p>}
        {unsure.length > 0 && <p>{words.ownUnknown(unsure.length, names(unsure))}</p>}
      </Notice>
      <Checkbox isSelected={isTicked} onChange={onTick} isDisabled={isDisabled}>
        {words.ownTick(rows.length)}
      </Checkbox>
    </>
  )
}
