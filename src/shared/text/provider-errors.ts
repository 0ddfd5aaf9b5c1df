import type { AppError } from '../model/error.ts'
import { endedHere } from '../rules/revoke-all.ts'
import { type Explanation, wait } from './explanation.ts'
import { ofAnotherVault } from './another-vault.ts'
import { count } from './words.ts'

/** The form field a provider complains about, as it is called in the form. */
function fieldName(field: string | undefined): string {
  switch (field) {
    case 'name':
    case 'description':
    case 'role':
      return `the ${field}`
    case 'expiry':
      return 'the expiry date'
    case 'scopes':
      return 'the access that was chosen'
    case 'admin':
      return 'the admin setting'
    default:
      return 'what was entered'
  }
}

/** What a provider has against the credential. */
export function ofTheCredential(
  error: AppError,
  kind: 'wrong-token' | 'expired-token' | 'missing-permission' | 'plan-needed' | 'expiry-policy',
): Explanation {
  const who = error.provider ?? 'The provider'
  switch (kind) {
    case 'wrong-token':
      if (error.code === endedHere) {
        return {
          sentence: 'All tokens of this account were revoked from here, and Keyrack’s access ended with them.',
          nextStep: 'Make a new token on the provider’s page and enter it here.',
          action: 're-enter',
        }
      }
      return {
        sentence: `${who} refuses this token. It is mistyped, revoked, or meant for another service.`,
        nextStep: 'Enter the token again, or make a new one on the provider’s page.',
        action: 're-enter',
      }
    case 'expired-token':
      return {
        sentence: `This token has expired, and ${error.provider ?? 'the provider'} no longer accepts it.`,
        nextStep: 'Make a new token on the provider’s page and enter it here.',
        action: 're-enter',
      }
    case 'missing-permission':
      return {
        sentence: `${who} does not allow this account’s token to do that.`,
        nextStep: 'Use a token with more rights, or ask an administrator of the organization.',
        action: 'open-page',
      }
    case 'plan-needed':
      return {
        sentence: `At ${error.provider ?? 'the provider'}, the organization’s plan does not include this.`,
        nextStep: 'Ask an administrator about the plan, or use a personal token instead.',
        action: 'open-page',
      }
    case 'expiry-policy':
      return {
        sentence:
          error.limit === undefined
            ? 'The organization limits how long a token may last, and this one lasts longer.'
            : `The organization accepts only tokens that last ${count(error.limit, 'day')} or less.`,
        nextStep: 'Choose an earlier expiry date.',
        action: 'change-input',
      }
  }
}

const notASecret: Explanation = {
  sentence: 'This cannot be a token: it is empty, or has blanks or characters that no token has.',
  nextStep: 'Copy the token again, all of it and nothing else.',
  action: 'change-input',
}

function tooShort(limit: number | undefined): Explanation {
  return {
    sentence: 'This passphrase is too short.',
    nextStep: limit === undefined ? 'Use a longer one.' : `Use ${count(limit, 'character')} or more.`,
    action: 'change-input',
  }
}

const placesAtStake = (number: number): Explanation => ({
  sentence: `${count(number, 'place')} would stop working with the token. Nothing was revoked.`,
  nextStep: 'Look at the places again, and confirm that you accept it.',
})

/** What a provider, or Keyrack itself, has against what was asked for. */
export function ofTheRequest(
  error: AppError,
  kind:
    | 'invalid-input'
    | 'name-taken'
    | 'not-found'
    | 'not-supported'
    | 'origin-refused'
    | 'already-added'
    | 'other-identity'
    | 'confirmation-needed'
    | 'step-up-needed'
    | 'still-works',
): Explanation {
  const who = error.provider ?? 'The provider'
  const aboutVault = error.field === 'vault-name' ? ofAnotherVault(kind) : undefined
  if (aboutVault !== undefined) return aboutVault
  switch (kind) {
    case 'invalid-input':
      if (error.field === 'secret') return notASecret
      if (error.field === 'passphrase') return tooShort(error.limit)
      return {
        sentence: `${who} does not accept ${fieldName(error.field)}.`,
        nextStep:
          error.limit === undefined
            ? 'Change it and try again.'
            : `Change it and try again; the limit is ${error.limit}.`,
        action: 'change-input',
      }
    case 'name-taken':
      if (error.field === 'where') {
        return {
          sentence: 'This token has that place already.',
          nextStep: 'Change the one that is there, or name another.',
          action: 'change-input',
        }
      }
      return {
        sentence: 'This name is taken already, perhaps by a token that was deleted.',
        nextStep: 'Choose another name.',
        action: 'change-input',
      }
    case 'not-found':
      if (error.code === 'successor') {
        return {
          sentence: 'The new token has expired or was revoked since it was checked. The old one was not revoked.',
          nextStep: 'Choose “Keep both”, and regenerate the old token again.',
        }
      }
      if (error.code === 'successor-secret') {
        return {
          sentence:
            'The secret of the new token is not stored any more, and Keyrack may need it to sign in. The old one was not revoked.',
          nextStep: 'Choose “Keep both”, enter another token for the account, and revoke the old one then.',
        }
      }
      if (error.field === 'list') {
        return {
          sentence: `${who} has no list of tokens for Keyrack to read.`,
          nextStep: 'Look after them on the provider’s own page; Keyrack can keep each as a token of another service.',
          action: 'open-page',
        }
      }
      if (error.field === 'address') {
        return {
          sentence: `There is no ${who} at this address.`,
          nextStep: 'Check the address, also the path behind the host where it is below one.',
          action: 'change-input',
        }
      }
      return {
        sentence: `${who} does not have this any more, or does not show it to this account.`,
        nextStep: 'Refresh to see what is there now.',
        action: 'refresh',
      }
    case 'not-supported':
      if (error.code === 'scopes') {
        return {
          sentence: 'What this token may do is not known, and its successor could do more or less.',
          nextStep: 'Regenerate it alone, and choose there what the new one may do.',
        }
      }
      return {
        sentence: `${who} has no way to do this from Keyrack.`,
        nextStep: 'Do it on the provider’s own page.',
        action: 'open-page',
      }
    case 'origin-refused':
      return {
        sentence: 'This address cannot be used. Keyrack takes https addresses, and http only for this computer.',
        nextStep: 'Check the address and try again.',
        action: 'change-input',
      }
    case 'already-added':
      return {
        sentence: 'This account is in Keyrack already.',
        nextStep: 'Use that one, or enter the token of another account.',
        action: 'change-input',
      }
    case 'other-identity':
      return {
        sentence: 'This token belongs to someone else than this account does.',
        nextStep: 'Enter a token of the same person or organization, or add it as an account of its own.',
        action: 're-enter',
      }
    case 'confirmation-needed':
      if (error.code === 'places') return placesAtStake(error.limit ?? 0)
      return {
        sentence: 'This needs your confirmation, or what it would cost has changed meanwhile.',
        nextStep: 'Read the warning again, tick its box and go on.',
      }
    case 'step-up-needed':
      return {
        sentence: `${who} asks for more than the token to do this.`,
        nextStep:
          error.field === 'one-time-code'
            ? 'Enter the code that your authenticator shows now.'
            : 'Enter the password of the account.',
        action: 'change-input',
      }
    case 'still-works':
      return {
        sentence: `${who} still accepts this token: it has not been revoked yet, or takes a while to forget it.`,
        nextStep: 'Revoke it on the provider’s page, and check again in a moment.',
        action: 'open-page',
      }
  }
}

/** Trouble on the provider's side. */
export function ofTheProvider(
  error: AppError,
  kind: 'rate-limited' | 'server-error' | 'broken-body' | 'too-large',
): Explanation {
  const who = error.provider ?? 'The provider'
  switch (kind) {
    case 'rate-limited':
      return {
        sentence: `${who} takes no more requests for the moment.`,
        nextStep: `Try again ${wait(error, 'in a few minutes')}.`,
        action: 'retry',
      }
    case 'server-error':
      return {
        sentence: `${who} has a problem of its own${error.code ? ` (${error.code})` : ''}.`,
        nextStep: `Try again ${wait(error, 'in a few minutes')}.`,
        action: 'retry',
      }
    case 'broken-body':
      return {
        sentence: `${who} answered with something Keyrack does not understand.`,
        nextStep: 'Check that the address is right. If it is, try again later.',
        action: 'retry',
      }
    case 'too-large':
      return {
        sentence: `The answer of ${error.provider ?? 'the provider'} is larger than Keyrack accepts.`,
        nextStep: 'Use the provider’s own page for this.',
        action: 'open-page',
      }
  }
}
