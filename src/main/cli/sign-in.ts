import type { ProviderRecord } from '#shared/model/provider'
import { Secret } from '../ports/secret.ts'
import { Ended, exits } from './exit.ts'
import { withoutLineEnd } from './own-file.ts'
import type { Terminal } from './terminal.ts'

/** What else signing in needs, as it was given: `id=value`, or `id=env:VARIABLE` for what is secret. */
export interface FieldOptions {
  readonly field?: readonly string[]
}

// It is not named: who gives the token itself in the place of a variable would read it in the log.
const unset = 'The variable that env: names is not set. Give the name of a variable there, not the token itself.'

/** The value of a variable of the environment. Throws Ended where there is none. */
export function fromEnvironment(name: string, { environment }: Terminal): string {
  const value = environment[name] ?? ''
  if (value === '') throw new Ended(exits.usage, unset)
  return value
}

/** A secret from standard input or, where that is a terminal, typed there. Throws Ended. */
export async function secretFromInput(terminal: Terminal, label: string): Promise<Secret> {
  if (terminal.isInputTerminal) {
    const typed = await terminal.ask(`${label}: `)
    if (typed !== null) return typed
  }
  const bytes = await terminal.input(`Give the ${label} on standard input.`)
  const secret = new Secret(withoutLineEnd(bytes))
  bytes.fill(0)
  if (secret.use((value) => value.trim() === '')) throw new Ended(exits.usage, 'There is nothing on standard input.')
  return secret
}

/** The lines that a provider asks for beside the secret. Throws Ended for one that is missing or that nobody asks for. */
export function fieldsOf(record: ProviderRecord, given: readonly string[], terminal: Terminal): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const one of given) {
    const [, id = '', value = ''] = /^([\w-]+)=(.*)$/s.exec(one) ?? []
    const field = record.signIn.find((known) => known.id === id)
    if (field === undefined) throw new Ended(exits.usage, wantsFields(record))
    const [, variable] = /^env:(\w+)$/.exec(value) ?? []
    // What stands in the arguments of a process can be read by every other one of this computer.
    if (field.secret && variable === undefined) {
      throw new Ended(exits.usage, `${field.label} is secret: give it as --field ${id}=env:VARIABLE.`)
    }
    fields[id] = variable === undefined ? value : fromEnvironment(variable, terminal)
  }
  if (record.signIn.some(({ id }) => fields[id] === undefined)) throw new Ended(exits.usage, wantsFields(record))
  return fields
}

function wantsFields({ name, signIn }: ProviderRecord): string {
  if (signIn.length === 0) return `${name} asks for nothing beside the token: leave out --field.`
  const wanted = signIn.map(({ id, label, secret }) => `--field ${id}=${secret ? 'env:VARIABLE' : '…'} (${label})`)
  return `Signing in to ${name} needs ${wanted.join(' and ')} too.`
}

/** Where the provider is: as it was given, or its only public instance. Throws Ended where it has none. */
export function addressOf({ name, instances }: ProviderRecord, given: string | undefined): string {
  const address = given ?? instances[0]?.origin
  if (address === undefined)
    throw new Ended(exits.usage, `${name} is wherever you have it: give its address with --url.`)
  return address
}
