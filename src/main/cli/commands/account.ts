import type { ProviderRecord } from '#shared/model/provider'
import { count } from '#shared/text/words'
import { accountListing } from '../account-output.ts'
import { accountNamed } from '../accounts.ts'
import { Ended, exits } from '../exit.ts'
import { cancellable } from '../job.ts'
import { commonFormats, formatOf, writeListing } from '../output/format.ts'
import type { CommonOptions } from '../place.ts'
import { providerNamed } from '../providers.ts'
import { refreshed, showingProgress, standing, tellTroubles } from '../refreshing.ts'
import { addressOf, fieldsOf, secretFromInput, type FieldOptions } from '../sign-in.ts'
import { withVault, type Command, type Session } from '../session.ts'

export interface AddOptions extends CommonOptions, FieldOptions {
  readonly url?: string
  readonly label?: string
}

/** A token to sign in with, and what goes with it. */
export interface SignIn {
  readonly record: ProviderRecord
  readonly address: string
  readonly value: string
  readonly fields: Record<string, string>
  readonly label?: string | undefined
}

/** `keyrack account add PROVIDER`: signs in with the token on standard input, and lists what the account sees. */
export async function add(command: Command, provider: string, options: AddOptions): Promise<number> {
  formatOf(options, commonFormats)
  const needs = { access: 'write', listener: showingProgress(command.terminal) } as const
  return withVault(command, options, needs, async (session) => {
    const { context, terminal } = session
    const record = providerNamed(context, provider)
    const address = addressOf(record, options.url)
    const fields = fieldsOf(record, options.field ?? [], terminal)
    const secret = await secretFromInput(terminal, record.secret.label)
    const accountId = await secret.use((value) =>
      addAccount(session, { record, address, value, fields, label: options.label }),
    )
    secret.wipe()
    const all = await refreshed(session, [accountId])
    await writeListing(terminal, options, accountListing(context, all))
    return tellTroubles(terminal, all)
  })
}

/** Asks the provider who the token is of, and stores it as an account. Throws Failure and Ended. */
export async function addAccount(
  { app, context, signal }: Session,
  { record, address, value, fields, label }: SignIn,
): Promise<string> {
  const { checkId, identity, sameAs } = await cancellable(app, signal, (jobId) =>
    app.handlers['account.check']({
      provider: record.id,
      address,
      secret: { from: 'field', value },
      ...(record.signIn.length === 0 ? {} : { fields }),
      jobId,
    }),
  )
  if (sameAs !== null) {
    const known = context.index.accounts.get(sameAs)?.name ?? ''
    throw new Ended(exits.usage, `The account “${known}” has this sign-in already.`)
  }
  const name = (label ?? (identity.login || identity.name || record.name)).trim().slice(0, 100)
  if (name === '') throw new Ended(exits.usage, 'The account needs a --label.')
  const { accountId } = await app.handlers['account.add']({ checkId, name })
  return accountId
}

/** `keyrack account list` */
export async function list(command: Command, options: CommonOptions): Promise<number> {
  return withVault(command, options, { access: 'read' }, async ({ context, terminal }) => {
    await writeListing(
      terminal,
      options,
      accountListing(context, standing(context, [...context.index.accounts.keys()])),
    )
    return exits.fine
  })
}

/** `keyrack account remove ID`: with its credential, its stored secrets and everything known of its tokens. */
export async function remove(
  command: Command,
  wanted: string,
  options: CommonOptions & { yes?: boolean },
): Promise<number> {
  return withVault(command, options, { access: 'write' }, async ({ app, context, terminal }) => {
    const accountId = accountNamed(context, wanted)
    const name = context.accounts.get(accountId).name
    const losing = context.index.heldBy(accountId).length
    if (losing > 0 && options.yes !== true) {
      throw new Ended(
        exits.usage,
        `With “${name}” ${count(losing, 'stored secret')} would be lost. Say --yes if that is meant.`,
      )
    }
    await app.handlers['account.remove']({ accountId, acceptLosing: losing })
    terminal.say(`“${name}” is removed. Its tokens are still there at the provider.`)
    return exits.fine
  })
}
