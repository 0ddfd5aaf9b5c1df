import type { ExpiryNotice } from '../ports/notifier.ts'

const mostNames = 3

/** The words of a notice. Without names it says how many, and nothing that a person who looks on could use. */
export function noticeText({ step, count, names }: ExpiryNotice): { readonly title: string; readonly body: string } {
  const what = step === 'expired' ? ended(count) : `${ends(count)} within ${step === 1 ? '1 day' : `${step} days`}`
  const title = `${count === 1 ? 'A token' : `${count} tokens`} ${what}`
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
