import type { TokenRow } from '#shared/model/token'
import { asksWhetherOwn, isGuarded } from '#shared/rules/own-token'
import { call } from '#renderer/data/bridge'
import { useAccount } from '#renderer/data/use-mirror'
import { operationText as text } from '#renderer/text/operations'
import { Checkbox } from '../choices.tsx'
import { Notice } from '../notice.tsx'
import { FailureNotice } from './failure-notice.tsx'
import { useJob } from './use-job.ts'

export interface OwnGuardProps {
  readonly row: TokenRow
  readonly confirmed: boolean
  readonly onConfirm: (confirmed: boolean) => void
  readonly isDisabled?: boolean
  /** What is lost, in place of the sentence for revoking. */
  readonly sentence?: string
  /** Stands beside the tick, in place of the words for revoking. */
  readonly tick?: string
}

/**
 * The second, explicit step before something happens to the token that Keyrack signs in with, or may sign in with: what
 * is lost, the question whether it is that token, and a tick. Nothing for a token that surely is another.
 */
export function OwnGuard({ row, confirmed, onConfirm, isDisabled = false, sentence, tick }: OwnGuardProps) {
  const account = useAccount(row.token.accountId)
  const job = useJob()
  if (!isGuarded(row.own)) return null
  const sure = row.own === 'yes'
  const name = account?.name ?? row.token.accountId
  const answer = {
    label: text.ownNo,
    busy: job.busy,
    onPress: () => void job.run(() => call('token.ownCredential', { tokenId: row.token.id, own: 'no' })),
  }
  return (
    <>
      <Notice tone="warn" {...(asksWhetherOwn(row) && { action: answer })}>
        {sentence ?? (sure ? text.ownYes(name) : text.ownUnknown(name))}
      </Notice>
      {job.error && <FailureNotice error={job.error} />}
      <Checkbox isSelected={confirmed} onChange={onConfirm} isDisabled={isDisabled}>
        {tick ?? (sure ? text.ownConfirmYes : text.ownConfirm)}
      </Checkbox>
    </>
  )
}

/** May it go on? Only with the tick where the token is guarded. */
export function passesGuard(row: TokenRow | undefined, confirmed: boolean): boolean {
  return row === undefined || !isGuarded(row.own) || confirmed
}
