import type { Notice } from '../ports/notifier.ts'

const mostNames = 3
const longestName = 48

/** The words of a notice. Without names it says how many, and nothing that a person who looks on could use. */
export function noticeText(notice: Notice): { readonly title: string; readonly body: string } {
  const { names } = notice
  const title = titleOf(notice)
  if (names.length === 0) return { title, body: 'Open the vault in Keyrack to see more.' }
  const more = names.length - mostNames
  const shown = names.slice(0, mostNames).map(shortened).join(', ')
  return { title, body: more > 0 ? `${shown} and ${more} more` : shown }
}

/** One line, and not as wide as the screen: whoever made the token chose the name. */
export function shortened(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
  const letters = [...line]
  return letters.length > longestName ? `${letters.slice(0, longestName - 1).join('')}…` : line
}

/**
 * The body as the system of this platform takes it. Linux reads markup there, links among it, and Electron hands it on as it
 * is: https://specifications.freedesktop.org/notification-spec/latest/markup.html
 */
export function bodyFor(platform: string, body: string): string {
  if (platform !== 'linux') return body
  return body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
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
