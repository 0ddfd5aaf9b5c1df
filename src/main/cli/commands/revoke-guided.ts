import { isListed } from '#shared/rules/guide'
import { checkText } from '#shared/text/guided'
import { calledBy } from '#shared/text/words'
import { Ended, exits } from '../exit.ts'
import { guideFor, refuseDone, tellSteps, type Guide, type GuidedOptions } from '../guided.ts'
import { cancellable } from '../job.ts'
import { plain } from '../output/plain.ts'
import type { Session } from '../session.ts'
import { withStepUp } from '../step-up.ts'
import type { Shown } from '../tokens.ts'

/** A token that is revoked on the provider's page. */
export interface GuidedToken {
  readonly shown: Shown
  readonly guide: Guide
}

/** How it is revoked on the provider's page; null where Keyrack does it. */
export function guidedOf({ context }: Session, shown: Shown): GuidedToken | null {
  const guide = guideFor(context, shown.row.token, 'revoke')
  return guide === null ? null : { shown, guide }
}

/**
 * Ends the command before anything is revoked where somebody would have to be asked and cannot be, having told what to do, or
 * where `--done` is said of what Keyrack revokes itself.
 */
export async function requireSomebody(session: Session, all: readonly Shown[], options: GuidedOptions): Promise<void> {
  const guided = all.flatMap((shown) => {
    const one = guidedOf(session, shown)
    refuseDone(options, one?.guide ?? null, `Revoking “${plain(calledBy(shown.row.token))}”`)
    return one ?? []
  })
  if (guided.length === 0 || options.done === true || session.terminal.isAttended()) return
  for (const one of guided) await tellRevoking(session, one)
  const ids = guided.map(({ shown }) => shown.id).join(' ')
  throw new Ended(
    exits.usage,
    `There is no terminal to ask on. Do what is named above, then say: keyrack revoke ${ids} --done`,
  )
}

/**
 * Leads through it, waits for the person, and has the provider asked whether the token is dead. Gives `revoked` where that is
 * known, and `noted` where it is the person's word alone. Throws Failure, `still-works` for one that is alive, and Ended when
 * the person has not done it; then nothing is noted of it.
 */
export async function revokeByHand(
  session: Session,
  guided: GuidedToken,
  { done, ownCredential }: GuidedOptions & { readonly ownCredential?: boolean },
): Promise<'revoked' | 'noted'> {
  const { app, terminal, signal } = session
  const { token } = guided.shown.row
  const name = plain(calledBy(token))
  if (done !== true) {
    await tellRevoking(session, guided)
    terminal.say(howChecked(guided))
    const isDone = await terminal.confirm(`Is “${name}” revoked there (yes or no)? `)
    if (isDone !== true) {
      throw new Ended(exits.usage, `Nothing is noted. When it is revoked: keyrack revoke ${guided.shown.id} --done`)
    }
  }
  const { by } = await withStepUp(terminal, (stepUp) =>
    cancellable(app, signal, (jobId) =>
      app.handlers['guided.revoke']({
        tokenId: token.id,
        ownConfirmed: ownCredential === true,
        saysDone: true,
        ...(stepUp === undefined ? {} : { stepUp }),
        jobId,
      }),
    ),
  )
  terminal.say(checkText.revokedBy(name, by))
  return by === 'word' ? 'noted' : 'revoked'
}

function tellRevoking(session: Session, { shown, guide }: GuidedToken): Promise<void> {
  const { token } = shown.row
  return tellSteps(session, calledBy(token), guide, { what: 'revoke', tokenId: token.id })
}

/** As the window says it. */
function howChecked({ shown, guide }: GuidedToken): string {
  const { held, own } = shown.row
  if (held !== null || own === 'yes') return checkText.checkedBySecret(plain(guide.record.name))
  if (isListed(guide.kind)) return checkText.checkedByList
  return 'Keyrack has neither its secret nor a list, and cannot check that: it notes what you say.'
}
