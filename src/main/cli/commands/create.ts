import type { Part } from '#shared/model/account'
import type { Draft } from '#shared/model/operation'
import type { FormOptions, ProviderRecord, TokenKind } from '#shared/model/provider'
import { checkDraft, expiryFromDate, expiryFromPreset, isEndless, longestDays, tidy } from '#shared/rules/form'
import { fold } from '#shared/rules/search'
import { ownerLabel } from '#shared/text/words'
import { refuseInvalid } from '../../app/tokens/target.ts'
import { accountNamed } from '../accounts.ts'
import { Ended, exits } from '../exit.ts'
import { guideFor, refuseDone, secretOfPage, storingOf, type GuidedOptions } from '../guided.ts'
import { cancellable } from '../job.ts'
import { writeMade } from '../made.ts'
import { formatOf } from '../output/format.ts'
import type { CommonOptions } from '../place.ts'
import { withVault, type Command, type Session } from '../session.ts'
import { withStepUp } from '../step-up.ts'

/** `90d`, `never`, or the last minute of a day. */
export type ExpiryChoice = { readonly days: number } | 'never' | { readonly date: string }

export interface CreateOptions extends CommonOptions, GuidedOptions {
  readonly account: string
  readonly kind?: string
  readonly owner?: string
  readonly name?: string
  readonly description?: string
  readonly expires?: ExpiryChoice
  readonly scope?: readonly string[]
  readonly role?: string
  readonly admin?: boolean
}

/** `keyrack create`: makes a token at its provider, or leads through making it on the page there, and stores its secret. */
export async function create(command: Command, options: CreateOptions): Promise<number> {
  formatOf(options, ['table', 'json'])
  return withVault(command, options, { access: 'write', browser: options.open === true }, async (session) => {
    const { app, context, terminal, signal } = session
    const accountId = accountNamed(context, options.account)
    const { part, kind } = targetOf(session, accountId, options)
    const about = { accountId, owner: part.owner, kind: kind.kind }
    const { provider } = context.accounts.get(accountId)
    const guide = guideFor(context, { provider, kind: kind.kind }, 'create')
    refuseDone(options, guide, 'Making such a token')
    const known = await cancellable(app, signal, (jobId) => app.handlers['token.formOptions']({ ...about, jobId }))
    const now = context.clock.now()
    const draft = draftFrom(kind, known, options, now)
    // Before the person makes it: what would be refused shall not be there already.
    if (guide !== null) refuseInvalid(checkDraft(kind, tidy(draft), { now, maxDays: known.maxDays }))
    const secret =
      guide === null
        ? null
        : await secretOfPage(
            session,
            { name: draft.name ?? kind.label, guide, page: { what: 'create', ...about, draft } },
            options,
          )
    const made = await storingOf(session, secret, () =>
      withStepUp(terminal, (stepUp) =>
        cancellable(app, signal, (jobId) => {
          const input = { ...about, draft, ...(stepUp === undefined ? {} : { stepUp }), jobId }
          return secret === null
            ? app.handlers['token.create'](input)
            : secret.use((value) => app.handlers['guided.create']({ ...input, secret: { from: 'field', value } }))
        }),
      ),
    )
    return writeMade(session, made, options)
  })
}

/** Whom the token is for and of which kind it is. Throws Ended where that is not one answer. */
function targetOf(
  { context }: Session,
  accountId: string,
  { kind, owner }: CreateOptions,
): { readonly part: Part; readonly kind: TokenKind } {
  const record = recordOf(context.catalogue, context.accounts.get(accountId).provider)
  const parts = context.inventory.parts().filter((part) => part.accountId === accountId)
  const owned = parts.filter(
    (part) =>
      owner === undefined ||
      fold(part.owner.name) === fold(owner) ||
      part.owner.id === owner ||
      fold(ownerLabel(part.owner)) === fold(owner),
  )
  const choices = owned.flatMap((part) => {
    const found = record.tokenKinds.find((one) => one.kind === part.kind)
    return found === undefined || (kind !== undefined && found.kind !== kind) ? [] : [{ part, kind: found }]
  })
  const mine = choices.filter(({ part }) => part.owner.kind === 'me')
  const [only] = owner === undefined && mine.length > 0 ? mine : choices
  const isOne = choices.length === 1 || (owner === undefined && mine.length === 1)
  if (only !== undefined && isOne) return only
  const offered = (choices.length > 0 ? choices.map(({ part }) => part) : parts).map(
    (part) => `--owner "${ownerLabel(part.owner)}" --kind ${part.kind}`,
  )
  throw new Ended(
    exits.usage,
    `Say whom the token is for, and of which kind it is: ${[...new Set(offered)].join('; ')}.`,
  )
}

function recordOf(catalogue: readonly ProviderRecord[], provider: string): ProviderRecord {
  const record = catalogue.find(({ id }) => id === provider)
  if (record === undefined)
    throw new Ended(exits.usage, 'This account is of a provider that this Keyrack does not know.')
  return record
}

/** What the provider is asked for: what was said, and the defaults of its form. Throws Ended. */
function draftFrom({ form }: TokenKind, known: FormOptions, options: CreateOptions, now: number): Draft {
  const { name, description, scope, role, admin } = options
  // A kind that has no name is called by its description.
  const called = form.name === undefined ? undefined : name
  const described = form.name === undefined ? (description ?? name) : description
  const scopes = scope ?? (form.scopes === undefined ? undefined : form.scopes.default)
  const roleId = role === undefined ? undefined : (known.roles.find((one) => one.name === role)?.id ?? role)
  return {
    expiry: expiryFrom(form.expiry, known.maxDays, options.expires, now),
    ...(called !== undefined && { name: called }),
    ...(described !== undefined && { description: described }),
    ...(scopes !== undefined && { scopes: [...scopes] }),
    ...(roleId !== undefined && { roleId }),
    ...(admin === true && { admin }),
  }
}

function expiryFrom(
  rule: TokenKind['form']['expiry'],
  maxDays: number | null,
  wanted: ExpiryChoice | undefined,
  now: number,
): Draft['expiry'] {
  if (wanted === 'never' || (wanted === undefined && isEndless(rule))) return { kind: 'never' }
  if (wanted !== undefined && 'date' in wanted) {
    const at = expiryFromDate(wanted.date)
    if (at === null) throw new Ended(exits.usage, 'There is no such day.')
    return { kind: 'at', at }
  }
  const days = wanted?.days ?? Math.min(rule.defaultDays, longestDays(rule, maxDays) ?? Infinity)
  return { kind: 'at', at: expiryFromPreset(days, now) }
}
