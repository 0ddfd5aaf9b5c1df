import type { Preferences } from '#shared/model/preferences'
import { count, duration } from '#shared/text/words'

/** Sentences of "Settings". */
export const settingsText = {
  title: 'Settings',
  theme: 'Theme',
  themes: { system: 'Like the system', light: 'Light', dark: 'Dark' } satisfies Record<Preferences['theme'], string>,
  warnings: 'Warn before a token expires',
  warningStep: (days: number) => count(days, 'day'),
  noWarnings: 'Without a step Keyrack marks a token only once it has expired.',
  otherSteps: 'Warned of at other times',
  stepsChange: 'Change',
  stepsDone: 'Done',
  stepsRemove: 'Remove',
  stepsRemoved: 'Warned of like all others',
  clipboard: 'Clear the clipboard after',
  clipboardHelp:
    'Only if it still holds what Keyrack copied. Also when the vault locks, when Keyrack quits, and after a crash.',
  seconds: (seconds: number) => duration(seconds),
  refresh: 'Refresh by itself',
  refreshEvery: (minutes: number) => {
    if (minutes === 0) return 'Never'
    if (minutes === 1440) return 'Every day'
    if (minutes === 60) return 'Every hour'
    return `Every ${minutes % 60 === 0 ? count(minutes / 60, 'hour') : count(minutes, 'minute')}`
  },
  refreshHelp: 'You can always refresh by hand.',
  version: (version: string) => `Keyrack ${version}`,
} as const
