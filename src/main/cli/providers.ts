import type { ProviderRecord } from '#shared/model/provider'
import { fold } from '#shared/rules/search'
import type { Context } from '../app/context.ts'
import { Ended, exits } from './exit.ts'

/** The provider that a person means, by its id or its name. Throws Ended. */
export function providerNamed({ catalogue }: Pick<Context, 'catalogue'>, wanted: string): ProviderRecord {
  const found = catalogue.find(({ id, name }) => id === wanted || fold(name) === fold(wanted))
  if (found !== undefined) return found
  throw new Ended(exits.usage, `There is no such provider. There are: ${catalogue.map(({ id }) => id).join(', ')}.`)
}
