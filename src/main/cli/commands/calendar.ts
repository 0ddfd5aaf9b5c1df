import { calledBy } from '#shared/text/words'
import { calendarFile, tokensAtStep } from '../../app/expiry/calendar.ts'
import { endingOf } from '../../app/expiry/credentials.ts'
import { exits } from '../exit.ts'
import { plain } from '../output/plain.ts'
import type { CommonOptions } from '../place.ts'
import { withVault, type Command } from '../session.ts'
import { tokensText } from '../token-output.ts'

/** `keyrack calendar`: what expires, as a calendar file (RFC 5545). Importing it again updates what is there. */
export async function calendar(
  command: Command,
  options: CommonOptions & { readonly names?: boolean; readonly failOnDue?: boolean },
): Promise<number> {
  return withVault(command, options, { access: 'read' }, async ({ context, terminal }) => {
    const { text, tokens } = await calendarFile(context, options.names === true)
    await terminal.write(text)
    terminal.say(`${tokensText(tokens)} in the calendar.`)
    if (options.failOnDue !== true) return exits.fine
    const due = tokensAtStep(context)
    if (due.length === 0) return exits.fine
    const [first] = due
    const urgent = first === undefined ? undefined : endingOf(context, first.id)
    const name = urgent === undefined ? '' : `, first of all “${plain(calledBy(urgent))}”`
    terminal.say(`keyrack: ${tokensText(due.length)} expired or due${name}.`)
    return exits.findings
  })
}
