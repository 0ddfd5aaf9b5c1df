import { fold } from '#shared/rules/search'
import type { Context } from '../app/context.ts'
import { Ended, exits } from './exit.ts'
import { plain } from './output/plain.ts'

/** The shortest beginning of an id that is taken for it. */
const leastPrefix = 4

/** Ids of the accounts that a person means, each by its id, the beginning of it, or its name. Throws Ended. */
export function accountsNamed(context: Context, wanted: readonly string[]): string[] {
  return wanted.map((one) => accountNamed(context, one))
}

/** The same for one account. */
export function accountNamed({ index }: Context, wanted: string): string {
  const accounts = [...index.accounts]
  const [exact] = accounts.find(([id]) => id === wanted) ?? []
  if (exact !== undefined) return exact
  const byId = accounts.filter(([id]) => wanted.length >= leastPrefix && id.startsWith(wanted.toLowerCase()))
  const found = byId.length > 0 ? byId : accounts.filter(([, { name }]) => fold(name) === fold(wanted))
  const [only] = found
  if (only !== undefined && found.length === 1) return only[0]
  const name = plain(wanted)
  throw new Ended(
    exits.usage,
    found.length === 0
      ? `There is no account “${name}”. \`keyrack account list\` shows them with their ids.`
      : `“${name}” is more than one account. Give the id.`,
  )
}
