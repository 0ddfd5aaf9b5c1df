import type { Notice } from '../ports/notifier.ts'

const mostNames = 3

/** The words of a notice. Without names it says how many, and nothing that a person who looks on could use. */
export function noticeText(notice: Notice): { readonly title: string; readonly body: string } {
  const { names } = notice
  const title = titleOf(notice)
  if (names.length === 0) return { title, body: 'Open the vault in Keyrack to see more.' }
  const more = names.length - mostNames
  const shown = names.slice(0, mostNames).join(', ')
  return { title, body: more > 0 ? `${shown} and ${more} more` : shown }
}

function ended(count: number): string {
  return count === 1 ? 'has expired' : 'have expired'
}

function ends(count: number): string {
  return count === 1 ? 'expires' : 'expire'
}

function titleOf({ step, count }: Notice): string {
  if (step === 'revoke-due') {
    return count === 1 ? 'An old token is due to be revoked' : `${count} old tokens are due to be revoked`
  }
  const what = step === 'expired' ? ended(count) : `${ends(count)} within ${step === 1 ? '1 day' : `${step} days`}`
  return `${count === 1 ? 'A token' : `${count} tokens`} ${what}`
}
