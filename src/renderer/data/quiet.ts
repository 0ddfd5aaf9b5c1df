import type { Input, Result } from '#shared/contract'
import { dayLength } from '#shared/rules/expiry'
import { expiryText as text } from '#renderer/text/expiry'
import type { MenuAction } from '#renderer/ui/menu'
import { toast } from '#renderer/ui/toast'
import { tellFailure } from './actions.ts'
import { call } from './bridge.ts'
import type { Mirror } from './mirror.ts'

type How = Input<'expiry.quiet'>['how']
/** As many as one call takes. */
const most = 10_000

/** False as soon as one part is refused, of which the person is told. */
async function inParts<T>(all: readonly T[], send: (part: readonly T[]) => Promise<Result<unknown>>): Promise<boolean> {
  for (let at = 0; at < all.length; at += most) {
    const answer = await send(all.slice(at, at + most))
    if (answer.ok) continue
    tellFailure(answer.error)
    return false
  }
  return true
}

function send(tokenIds: readonly string[], how: How): Promise<boolean> {
  return inParts(tokenIds, (part) => call('expiry.quiet', { tokenIds: [...part], how }))
}

/** Warns of these as ever. */
export async function warnAgain(tokenIds: readonly string[]): Promise<void> {
  await send(tokenIds, { kind: 'none' })
}

/** Says that the person knows of these, or puts their warnings off; what they had said before can be put back. */
export async function quiet(
  mirror: Mirror,
  tokenIds: readonly string[],
  how: Exclude<How, { kind: 'none' }>,
): Promise<void> {
  const { rows } = mirror.store.getState()
  const before = tokenIds.map((tokenId) => ({ tokenId, quiet: rows.get(tokenId)?.warning?.quiet ?? null }))
  if (!(await send(tokenIds, how))) return
  const number = tokenIds.length
  toast({
    text: how.kind === 'known' ? text.saidKnown(number) : text.saidSnoozed(number, how.until),
    action: { label: text.undo, onPress: () => void putBack(before) },
  })
}

async function putBack(said: Input<'expiry.undo'>['said']): Promise<void> {
  await inParts(said, (part) => call('expiry.undo', { said: [...part] }))
}

/** For how long warnings can be put off. */
export function snoozeActions(mirror: Mirror, tokenIds: () => readonly string[]): MenuAction[] {
  return text.snoozes.map(({ days, label }) => ({
    id: String(days),
    label,
    onAction: () => void quiet(mirror, tokenIds(), { kind: 'snoozed', until: Date.now() + days * dayLength }),
  }))
}
