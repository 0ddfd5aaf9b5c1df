import type { SignInStartState } from '#shared/contract/desktop'
import type { Preferences } from '#shared/model/preferences'

/** What each system calls the place beside the clock. */
const trayNames: Readonly<Record<string, string>> = {
  darwin: 'the menu bar',
  win32: 'the notification area',
}

/** Sentences about Keyrack without its window. */
export const backgroundText = {
  heading: 'Outside the window',
  onClose: 'When the window is closed',
  closes: {
    quit: 'Quit Keyrack',
    'keep-running': 'Keep running in the background',
  } satisfies Record<Preferences['onClose'], string>,
  keepsRunning:
    'Keyrack goes on telling of tokens that expire. Start it once more, or press its icon, to see the window.',
  signIn: 'Start Keyrack in the background when you sign in',
  signInQuits: 'Closing the window quits Keyrack, as chosen above; then nothing tells of tokens that expire.',
  signInStates: {
    on: null,
    off: null,
    blocked:
      'The system keeps Keyrack from being started. Allow it in the system’s settings for programs that start at sign-in.',
    another:
      'The system starts another copy of Keyrack at sign-in. Turn this on to have this one started in its place.',
    'default-only': 'On macOS only the default vault can be started at sign-in.',
    'not-installed': 'Not available here: this Keyrack is not installed but runs from its sources.',
    'not-here': 'Not available here: nothing on this system starts Keyrack at sign-in.',
  } satisfies Record<SignInStartState, string | null>,
  signInRefused: 'The system did not take it: Keyrack is not started at sign-in.',
  tray: (platform: string) => `Icon in ${trayNames[platform] ?? 'the panel'}`,
  trays: {
    off: 'No icon',
    count: 'With how many tokens are due',
    names: 'With the next tokens by name',
  } satisfies Record<Preferences['tray'], string>,
  trayHelp: {
    off: '',
    count: '',
    names: 'Only while the vault is open. Whoever opens its menu reads the names.',
  } satisfies Record<Preferences['tray'], string>,
  trayOnLinux: 'Not every Linux desktop shows such icons.',
  badge: (platform: string) =>
    platform === 'darwin' ? 'Count on the icon in the dock' : 'Count on the icon in the task bar',
  badgeHelp: 'How many tokens have expired or are due.',
  badgeOnLinux: 'How many tokens have expired or are due, where the desktop shows such numbers.',
} as const
