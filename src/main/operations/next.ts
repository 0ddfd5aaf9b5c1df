import type { Operation } from '#shared/model/operation'

/** What an operation found in the journal needs, with nobody working on it. */
export type Next =
  /** Its call may or may not have been sent: note that the answer is lost. */
  | 'note-lost'
  /** The answer is lost and the provider was not asked yet, or could not be: list and look. */
  | 'look'
  /** The new secret is stored and nothing else is left. */
  | 'finish'
  /** The successor's secret is to be tried. */
  | 'check'
  /** The person decided to revoke: do it, again if need be. */
  | 'revoke'
  /** The person is to decide. */
  | 'wait'

/** Where an operation goes on after a restart, or once the provider can be reached again. */
export function nextOf(operation: Operation): Next {
  switch (operation.step) {
    case 'intended':
      return 'note-lost'
    case 'answer-lost':
      return operation.error === null ? 'wait' : 'look'
    case 'stored':
      return operation.emulated ? 'check' : 'finish'
    case 'revoking':
      // What the person called off is not done behind their back.
      return operation.error?.kind === 'cancelled' ? 'wait' : 'revoke'
    case 'checked':
    case 'done':
    case 'abandoned':
      return 'wait'
  }
}
