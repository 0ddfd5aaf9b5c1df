import { calendarFile } from '../../app/expiry/calendar.ts'
import { exits } from '../exit.ts'
import type { CommonOptions } from '../place.ts'
import { withVault, type Command } from '../session.ts'
import { tokensText } from '../token-output.ts'

/** `keyrack calendar`: what expires, as a calendar file (RFC 5545). Importing it again updates what is there. */
export async function calendar(
  command: Command,
  options: CommonOptions & { readonly names?: boolean },
): Promise<number> {
  return withVault(command, options, { access: 'read' }, async ({ context, terminal }) => {
    const { text, tokens } = await calendarFile(context, options.names === true)
    await terminal.write(text)
    terminal.say(`${tokensText(tokens)} in the calendar.`)
    return exits.fine
  })
}
