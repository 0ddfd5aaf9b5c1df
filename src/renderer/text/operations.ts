import type { Operation } from '#shared/model/operation'
import { count, numberText } from '#shared/text/words'

/** Sentences about operations that are not finished: lost answers, unstored secrets, tokens to replace. */
export const operationText = {
  title: 'Unfinished operations',
  review: 'Look at it',
  dialogTitle: 'Unfinished operation',
  account: 'Account',
  owner: 'Owner',
  begun: 'Begun',
  later: 'Later',
  ended: 'This operation has ended. There is nothing left to decide.',
  running: 'This operation is under way. Keyrack says here when it needs you.',

  // one line for each kind, for lists and for the head of the dialog
  subject: (operation: Operation): string => {
    const name = `“${operation.tokenName}”`
    switch (operation.kind) {
      case 'create':
        return `Making ${name}`
      case 'update':
        return `Changing ${name}`
      case 'regenerate':
        return `Regenerating ${name}`
      case 'revoke':
        return `Revoking ${name}`
      case 'revoke-all':
        return `Revoking all tokens of ${name}`
    }
  },

  walked: (name: string, number: number) =>
    `“${name}” has a new secret; ${count(number, 'place')} still ${number === 1 ? 'has' : 'have'} the old one`,

  walks: (number: number) => `${numberText(number)} tokens have new secrets that are not everywhere yet`,

  // a secret that was made
  made: 'Its secret is in the vault already.',
  unstoredTitle: 'Unstored secret',
  unstoredOf: (name: string) => `The secret of “${name}” is not stored`,
  unstoredLead: 'The token is made, but its secret could not be stored.',
  unstoredHelp:
    'Keyrack holds the secret in memory only. It is gone when Keyrack quits, and the provider does not show it again.',
  storeAgain: 'Try to store again',
  storing: 'Storing the secret…',
  leaveTitle:
    'If you leave now, this secret is lost for good. The token itself stays alive; without its secret it can only be revoked.',
  stay: 'Stay here',
  leave: 'Leave it unstored',
  notMade: 'No secret came back.',

  // an answer that was lost
  lostLead: 'The connection broke before the answer came, so Keyrack does not know whether this was done.',
  lostSecret: 'If it was done, the new secret was lost with the answer: such a token can only be revoked.',
  lostKnown:
    'The token was made, and its secret was lost when Keyrack ended before it could be stored: this token can only be revoked.',
  neverSent: 'Keyrack ended before anything was sent to the provider. Nothing was changed there.',
  lostNative:
    'Nothing shows that it was done. If it was, the old secret works no more, and the new one was lost with the answer: regenerate it again.',
  lostNativeDone:
    'It was done: the token has its new expiry date. The old secret works no more, and the new one was lost with the answer. Regenerate it again.',
  revokingLead: 'The token whose secret was lost is to be revoked, and that has not worked yet.',
  lostOther: 'Look at what the provider lists now. If nothing has changed there, start again.',
  lostAll: 'Keyrack does not know whether all of these tokens were ended.',
  lostAllLeft: (names: string) =>
    `Still listed: ${names}. The provider may need a moment to forget them; revoke one by one what stays.`,
  lostAllUnseen: 'What is still there shows as soon as Keyrack can list the tokens again.',
  reenter: 'Re-enter token',
  which: 'Which token was made?',
  candidateHelp: (moment: string) => `Made ${moment}`,
  candidateUnknown: 'When it was made is not known',
  noneMade: 'None: nothing was made',
  noCandidates: 'No new token has appeared since.',
  lookFailed: 'Keyrack has not been able to look what is there now.',
  lookAgain: 'Look again',
  revokeIt: 'Revoke it',
  keepIt: 'Keep it without its secret',
  endIt: 'Nothing was made',
  endOther: 'End this operation',
  regenerateAgain: 'Regenerate again',
  deciding: 'Noting the decision…',

  // create, then revoke
  madeStep: 'The new token is made and its secret is stored',
  checkedStep: 'The new secret works',
  uncheckedStep: 'The new secret could not be tried yet',
  replaceStep: 'Replace it where it is used',
  replaceHelp:
    'The old token still works. Put the new secret wherever the old one is used, and revoke the old one when nothing needs it.',
  revokeOldStep: 'Revoke the old token',
  walkHelp: 'Put the new secret wherever the old one is used: there it works no more.',
  oldSecret: {
    pending: 'The old secret is being tried until the provider refuses it',
    dead: 'The old secret is dead: the provider refuses it',
    works: 'The provider still takes the old secret, after more than an hour',
    unknown: 'Whether the provider refuses the old secret could not be found out',
  },
  allReplaced: 'It is replaced where it is used',
  reminder: 'Reminder',
  revokeDue: 'The old token is due to be revoked',
  reminderAt: (moment: string) => `Reminder on ${moment}`,
  remindHelp: 'Not now? Keyrack reminds you, and revokes nothing by itself.',
  reminded: (moment: string) => `Keyrack reminds you on ${moment}.`,
  remindWhen: 'Remind me',
  remind: 'Set a reminder',
  remindThen: 'Move the reminder',
  remindNot: 'Take the reminder back',
  delays: { hour: 'In an hour', day: 'Tomorrow', days: 'In 3 days', week: 'In a week', month: 'In 30 days' },
  revokeOld: 'Revoke the old token',
  revokingOld: 'Revoking the old token…',
  keepBoth: 'Keep both',
  oldRevoked: 'The old token is revoked.',
  bothKept: 'Both tokens stay.',

  // the token Keyrack signs in with
  ownGoesOn: (account: string) =>
    `Keyrack signs in to “${account}” with the old token. The account goes on with the new secret.`,
  ownMayGoOn: (account: string) =>
    `Keyrack may sign in to “${account}” with the old token: the provider does not tell. If it does, the account goes on with the new secret.`,
  ownGoesOnTick: 'Let the account go on with the new secret',
  ownYes: (account: string) =>
    `Keyrack signs in to “${account}” with this token. Without it, that account does nothing until you enter another token.`,
  ownUnknown: (account: string) =>
    `This may be the token Keyrack signs in to “${account}” with: the provider does not tell. If it is, that account does nothing until you enter another token.`,
  ownConfirm: 'I know that Keyrack may lose its sign-in',
  ownConfirmYes: 'I know that Keyrack loses its sign-in',
  ownNo: 'It is another token',
} as const
