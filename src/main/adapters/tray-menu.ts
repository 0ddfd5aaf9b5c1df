import { dayText } from '#shared/text/dates'
import { count } from '#shared/text/words'
import type { TrayContent } from '../ports/presence.ts'
import { shortened } from './notice-text.ts'

/** A line of the menu; without `does` it only says something. */
export interface TrayItem {
  readonly label: string
  readonly does?: 'show' | 'lock' | 'quit' | { readonly openToken: string }
}

/** The lines of the menu, in groups. Dates and no distances: a menu may stand for days before somebody opens it. */
export function trayMenu(content: TrayContent): readonly (readonly TrayItem[])[] {
  const { vault, next, mayLock } = content
  return [
    [{ label: summary(content) }],
    next.map(({ tokenId, name, at }) => ({
      label: `${shortened(name)} – ${dayText(at)}`,
      does: { openToken: tokenId },
    })),
    [
      { label: vault === 'locked' ? 'Unlock Keyrack…' : 'Open Keyrack', does: 'show' as const },
      ...(mayLock ? [{ label: 'Lock', does: 'lock' as const }] : []),
    ],
    [{ label: 'Quit Keyrack', does: 'quit' as const }],
  ].filter((group) => group.length > 0)
}

/** What the mouse is told over the icon: the vault, where there are several, and the numbers. */
export function trayTooltip(title: string, content: TrayContent): string {
  return `${title}: ${summary(content)}`
}

/** What is read out for the number on the icon in the task bar. */
export function badgeText(number: number): string {
  return `${count(number, 'token')} expired or due`
}

function summary({ vault, expired, due }: TrayContent): string {
  const numbers = [expired > 0 && `${count(expired, 'token')} expired`, due > 0 && `${count(due, 'token')} due soon`]
  const said = numbers.filter((part) => part !== false).join(', ')
  switch (vault) {
    case 'open':
      return said || 'Nothing is due'
    case 'locked':
      return said === '' ? 'The vault is locked' : `${said} (locked)`
    case 'closed':
      return 'No vault is open'
  }
}
