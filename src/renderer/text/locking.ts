import type { LockPreferences } from '#shared/model/preferences'
import type { Locking, Telling } from '#shared/model/locking'
import { count } from '#shared/text/words'

/** Sentences about locking. Where the system's keystore opens the vault by itself it is called hiding, because that is what it is. */
export const lockingText = {
  heading: 'Locking',
  lead: 'Locking closes the vault until you open it again, and ends the process that showed what was in it.',
  hides:
    'The system’s keystore opens this vault by itself, so locking only hides it: whoever sits at this computer can show it again.',
  session: 'A vault of this session only is never locked: it could not be opened again.',
  sessionChoice: 'Without effect here: this vault is not locked.',
  idle: 'Lock when nobody is there',
  idleAfter: (minutes: number) => {
    if (minutes === 0) return 'Never'
    return `After ${minutes % 60 === 0 ? count(minutes / 60, 'hour') : count(minutes, 'minute')}`
  },
  ownWindow:
    'This desktop does not tell Keyrack of input in other programs: only what you do in Keyrack’s window counts.',
  when: 'Lock as well',
  choices: {
    onSystemLock: 'When the screen is locked',
    onSuspend: 'When the computer goes to sleep',
    onUserSwitch: 'When another user takes the screen',
    onClose: 'When the window is closed and Keyrack keeps running',
  } satisfies Record<Exclude<keyof LockPreferences, 'idleMinutes'>, string>,
  names: 'Name tokens in notices',
  namesHelp:
    'Otherwise a notice says only how many tokens expire. Whoever looks on can read the names, and they stay in memory while the vault is locked.',

  lock: 'Lock',
  hide: 'Hide',
  withKeys: (label: string, isMac: boolean) => `${label} (${isMac ? '⌘L' : 'Ctrl+L'})`,
  held: {
    'change-under-way':
      'Locking waits: a change was sent, and its answer is not stored yet. The vault is locked as soon as it is.',
    'secrets-not-stored':
      'The vault is not locked: a new secret could not be stored, and would be lost. Store or copy it under “Unfinished operations”.',
  } satisfies Record<NonNullable<Locking['held']>, string>,
} as const

/** Why the system cannot tell of something, or not of all of it; null where there is nothing to say. */
export function tellingSentence(telling: Telling): string | null {
  switch (telling) {
    case 'yes':
      return null
    case 'looking':
      return 'Keyrack is finding out whether this system tells it.'
    case 'partly':
      return 'Works where the screen is locked through the session manager; not every lock screen does that here.'
    case 'own-window':
      return lockingText.ownWindow
    case 'with-system-lock':
      return 'Not needed here: this system locks the screen when users are switched.'
    case 'no-bus':
      return 'Not available here: Keyrack cannot reach the system’s message bus (D-Bus).'
    case 'no-service':
      return 'Not available here: nothing on this system tells Keyrack of it.'
  }
}

/** Can the person's choice have any effect? */
export function isTold(telling: Telling): boolean {
  return telling !== 'no-bus' && telling !== 'no-service' && telling !== 'with-system-lock'
}
