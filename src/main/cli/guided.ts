import type { Input } from '#shared/contract'
import type { OperationName, ProviderRecord, Support, TokenKind } from '#shared/model/provider'
import { hasPages } from '#shared/rules/guide'
import type { Context } from '../app/context.ts'
import { Failure } from '../ports/failure.ts'
import type { Secret } from '../ports/secret.ts'
import { Ended, exits, sentenceOf } from './exit.ts'
import { plain } from './output/plain.ts'
import type { Session } from './session.ts'
import { secretFromInput } from './sign-in.ts'

/** What is said of an operation that a person does on the provider's page. */
export interface GuidedOptions {
  /** It is done. */
  readonly done?: boolean
  /** The page is opened in the browser, and not only named. */
  readonly open?: boolean
}

/** An operation that a person does on the provider's page. */
export interface Guide {
  readonly record: ProviderRecord
  readonly kind: TokenKind
  readonly support: Extract<Support, { how: 'guided' }>
}

/** Null where Keyrack does it itself, or nobody can. */
export function guideFor(
  { catalogue }: Context,
  token: { readonly provider: string; readonly kind: string },
  operation: OperationName,
): Guide | null {
  const record = catalogue.find(({ id }) => id === token.provider)
  const kind = record?.tokenKinds.find((one) => one.kind === token.kind)
  const support = kind?.support[operation]
  if (record === undefined || kind === undefined || support?.how !== 'guided') return null
  return { record, kind, support }
}

/** Says on standard error what is to be done there, and where. `name`: what it is about. */
export async function tellSteps(
  session: Session,
  name: string,
  { record, support }: Guide,
  page: Input<'guided.open'>,
): Promise<void> {
  const { terminal } = session
  terminal.say(`${plain(name)}: ${plain(support.reason)}`)
  await tellPage(session, record, page)
  terminal.say(`What to do at ${plain(record.name)}:`)
  for (const [index, step] of support.guide.steps.entries()) terminal.say(`  ${index + 1}. ${plain(step)}`)
}

async function tellPage({ app, terminal }: Session, record: ProviderRecord, page: Input<'guided.open'>): Promise<void> {
  if (!hasPages(record)) return
  try {
    await app.handlers['guided.open'](page)
  } catch (error) {
    // The steps are told all the same.
    if (!(error instanceof Failure)) throw error
    terminal.say(`keyrack: ${sentenceOf(error.error)}`)
  }
}

/** The secret that the provider's page has shown: typed when it was told what to do there, or with `--done` as it is given. */
export async function secretOfPage(
  session: Session,
  { name, guide, page }: { readonly name: string; readonly guide: Guide; readonly page: Input<'guided.open'> },
  { done }: GuidedOptions,
): Promise<Secret> {
  const { terminal } = session
  if (done === true) return secretFromInput(terminal, guide.record.secret.label)
  await tellSteps(session, name, guide, page)
  const typed = await terminal.ask(`${guide.record.secret.label} that the page shows: `)
  if (typed !== null) return typed
  throw new Ended(
    exits.usage,
    'There is no terminal to ask on. Do what is named above, then give the secret on standard input, with --done.',
  )
}

/**
 * Runs what stores the secret of a page, and wipes it. Where that fails it is said that it can be given again: the page may
 * show it once only. Throws what `store` throws.
 */
export async function storingOf<T>({ terminal }: Session, secret: Secret | null, store: () => Promise<T>): Promise<T> {
  try {
    return await store()
  } catch (error) {
    if (secret !== null) {
      terminal.say(
        'Leave the page open while it shows the secret: it can be given again on standard input, with --done.',
      )
    }
    throw error
  } finally {
    secret?.wipe()
  }
}

/** Throws Ended where `--done` is said of what Keyrack does itself. */
export function refuseDone({ done }: GuidedOptions, guide: Guide | null, what: string): void {
  if (done === true && guide === null) {
    throw new Ended(exits.usage, `${what} is not done on a page of the provider’s: leave out --done.`)
  }
}
