import { ownArguments } from './profile-argument.ts'

/** Starts Keyrack in the background: nothing is shown until the person asks for it. */
export const hiddenArgument = '--hidden'

/** Does a start with these arguments show no window? */
export function isHiddenStart(argv: readonly string[]): boolean {
  return ownArguments(argv).includes(hiddenArgument)
}
