import type { Operation } from '#shared/model/operation'

/** What an operation found in the journal needs, with nobody working on it. */
export type Next =
  /** The process ended before its call left: note that nothing happened. */
  | 'note-unsent'
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
  const why = operation.error?.kind
  switch (operation.step) {
    case 'intended':
      if (operation.sent !== false) return 'note-lost'
      return why === undefined ? 'note-unsent' : 'wait'
    case 'sent':
    case 'answered':
      return 'note-lost'
    case 'answer-lost':
      return operation.error === null ? 'wait' : 'look'
    case 'stored':
      if (!operation.emulated) return 'finish'
      // What only the person can give is not asked for without it, again and again.
      return why === 'step-up-needed' ? 'wait' : 'check'
    case 'revoking':
      // Nor is what the person called off done behind their back.
      return why === 'step-up-needed' || why === 'cancelled' ? 'wait' : 'revoke'
    case 'checked':
    case 'done':
    case 'abandoned':
      return 'wait'
  }
}
