import type { Operation } from '#shared/model/operation'
import type { Instant } from '#shared/model/time'
import type { OwnProcess } from '../ports/own-process.ts'
import type { Entry } from './journal.ts'
import { nextOf } from './next.ts'

/** Who has written an operation down last. */
export type Claim = NonNullable<Entry['claim']>

/**
 * Between two arrows no process takes longer than this: its calls have time limits that are far shorter. A claim that is
 * older belongs to a process that ended, on whatever computer.
 */
export const claimedMs = 600_000

/**
 * Is another process, which is alive as far as can be told, in the middle of this operation? What waits for a person is
 * nobody's: whoever's person decides first takes it.
 */
export function isElsewhere(
  { claim, operation }: Entry,
  run: string,
  { pid, machine, isRunning }: OwnProcess,
  now: Instant,
): boolean {
  if (claim === undefined || claim.run === run || nextOf(operation) === 'wait') return false
  // A clock that was put back must not keep an operation for ever.
  if (Math.abs(now - claim.at) > claimedMs) return false
  if (claim.machine !== machine) return true
  // The same number is this process, so the one that had it before has ended.
  return claim.pid !== pid && isRunning(claim.pid)
}

/**
 * Does an operation stand in the way of one that begins, and is anywhere in the journal? What another process is in the middle
 * of keeps its tokens; and of a token a second successor, while the first waits, would leave one of them forgotten.
 */
export function standsInTheWay(
  { operation: before }: Entry,
  { operation: { id, tokenId, emulated } }: Entry,
  isElsewhere: () => boolean,
): 'elsewhere' | 'waits' | null {
  if (tokenId === undefined || before.id === id) return null
  if (before.tokenId !== tokenId && before.newTokenId !== tokenId) return null
  if (isElsewhere()) return 'elsewhere'
  return emulated && isSuccessorWaiting(before, tokenId) ? 'waits' : null
}

/** Does a successor of the token wait for the person to go on? */
export function isSuccessorWaiting({ emulated, tokenId, step }: Operation, of: string): boolean {
  return emulated && tokenId === of && (step === 'stored' || step === 'checked' || step === 'revoking')
}

/**
 * May a process that knows an operation as `known` write its next arrow over what the vault has of it now? Its own run may;
 * any other only where nobody has written it since.
 */
export function mayWrite(known: Entry, now: Entry | undefined, run: string): boolean {
  if (now === undefined) return true
  if (known.claim?.run === run) return now.claim?.run === run
  const { operation, claim } = known
  return (
    now.claim?.run === claim?.run &&
    now.claim?.at === claim?.at &&
    now.operation.step === operation.step &&
    now.operation.changedAt === operation.changedAt
  )
}
